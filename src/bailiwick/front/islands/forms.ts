/**
 * Forms. Every form: no second submission while the first is under way. `data-guard`: ask before leaving with unsaved
 * changes (those of a draft are saved by themselves). `data-autosubmit`: a filter form sends itself when something is
 * chosen. A summary of errors takes the focus.
 */

export function mount(element: HTMLElement): void {
  const form = element as HTMLFormElement;
  form.addEventListener("submit", (event) => submitted(form, event));
  if (form.hasAttribute("data-guard")) guard(form);
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

// A page that comes back from the browser's history, or a refused htmx request, may be sent again.
window.addEventListener("pageshow", () => document.querySelectorAll("form[data-busy]").forEach(release));
document.addEventListener("htmx:afterRequest", (event) => {
  const form = (event.target as Element).closest("form");
  if (form) release(form);
});
