/**
 * Forms. Every form: no second submission while the first is under way. `data-guard`: ask before leaving with unsaved
 * changes. `data-draft=key`: keep what was typed in this tab and bring it back. `data-autosubmit`: a filter form sends
 * itself when something is chosen. A summary of errors takes the focus.
 */

type Draft = { at: string; values: [name: string, value: string][] };

export function mount(element: HTMLElement): void {
  const form = element as HTMLFormElement;
  form.addEventListener("submit", (event) => submitted(form, event));
  if (form.hasAttribute("data-guard")) guard(form);
  if (form.dataset["draft"]) draft(form, `draft:${location.pathname}:${form.dataset["draft"]}`);
  if (form.hasAttribute("data-autosubmit")) form.addEventListener("change", () => form.requestSubmit());
  if (form.hasAttribute("data-sign-out")) form.addEventListener("submit", () => sessionStorage.clear());
  if (form.method === "get") form.addEventListener("formdata", (event) => leaveOutEmpty(event.formData));
  form.querySelector<HTMLElement>("[data-error-summary]")?.focus();
}

function leaveOutEmpty(data: FormData): void {
  for (const name of new Set(data.keys())) {
    if (data.getAll(name).every((value) => value === "")) data.delete(name);
  }
}

function submitted(form: HTMLFormElement, event: SubmitEvent): void {
  if (form.method === "get" || event.defaultPrevented) return;
  if (form.hasAttribute("data-busy")) {
    event.preventDefault();
    return;
  }
  form.setAttribute("data-busy", "");
  form.removeAttribute("data-dirty");
  event.submitter?.setAttribute("aria-busy", "true");
}

function release(form: Element): void {
  form.removeAttribute("data-busy");
  form.querySelectorAll("[aria-busy]").forEach((button) => button.removeAttribute("aria-busy"));
}

function guard(form: HTMLFormElement): void {
  form.addEventListener("input", () => form.setAttribute("data-dirty", ""));
  window.addEventListener("beforeunload", (event) => {
    if (form.isConnected && form.hasAttribute("data-dirty")) event.preventDefault();
  });
}

function values(form: HTMLFormElement): [string, string][] {
  const secret = new Set([...form.querySelectorAll("input[type=password], input[type=hidden]")].map((i) => i.getAttribute("name")));
  const pairs = [...new FormData(form)];
  return pairs.flatMap(([name, value]) => (typeof value === "string" && !secret.has(name) ? [[name, value]] : []));
}

function draft(form: HTMLFormElement, key: string): void {
  const stored = sessionStorage.getItem(key);
  const isRefused = form.querySelector("[data-error-summary]") !== null;
  if (stored && !isRefused) restore(form, key, JSON.parse(stored) as Draft);
  let timer = 0;
  form.addEventListener("input", () => {
    window.clearTimeout(timer);
    timer = window.setTimeout(() => {
      const record: Draft = { at: new Date().toISOString(), values: values(form) };
      sessionStorage.setItem(key, JSON.stringify(record));
    }, 500);
  });
  form.addEventListener("submit", () => {
    window.clearTimeout(timer);
    sessionStorage.removeItem(key);
  });
}

function restore(form: HTMLFormElement, key: string, record: Draft): void {
  if (JSON.stringify(record.values) === JSON.stringify(values(form))) return;
  for (const [name, value] of record.values) {
    for (const field of form.querySelectorAll<HTMLInputElement>(`[name="${CSS.escape(name)}"]`)) {
      if (field.type === "checkbox" || field.type === "radio") field.checked ||= field.value === value;
      else if (field.type !== "file") field.value = value;
    }
  }
  const notice = form.querySelector<HTMLElement>("[data-draft-notice]");
  if (!notice) return;
  notice.hidden = false;
  notice.querySelector("button")?.addEventListener("click", () => {
    sessionStorage.removeItem(key);
    form.reset();
    notice.hidden = true;
  });
}

// A page that comes back from the browser's history, or a refused htmx request, may be sent again.
window.addEventListener("pageshow", () => document.querySelectorAll("form[data-busy]").forEach(release));
document.addEventListener("htmx:afterRequest", (event) => {
  const form = (event.target as Element).closest("form");
  if (form) release(form);
});
