import htmx from "htmx.org";

/**
 * Dialogs. `button[data-opens=id]` opens a dialog that is in the page. `a[data-dialog]` loads the content of the page
 * it points to into a dialog; without a script, or with a modifier key, it is an ordinary link to that page.
 */
export function mount(trigger: HTMLElement): void {
  trigger.hidden = false;
  trigger.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const id = trigger.dataset["opens"];
    if (id) open(document.getElementById(id));
    else void load(trigger as HTMLAnchorElement);
  });
}

function open(dialog: HTMLElement | null): void {
  if (!(dialog instanceof HTMLDialogElement)) return;
  if (!dialog.dataset["ready"]) {
    dialog.dataset["ready"] = "yes";
    dialog.addEventListener("click", (event) => {
      const target = event.target as HTMLElement;
      if (target === dialog || target.closest("[data-close]")) dialog.close();
    });
  }
  dialog.showModal();
}

async function load(link: HTMLAnchorElement): Promise<void> {
  const dialog = document.getElementById("page-dialog");
  const body = dialog?.querySelector<HTMLElement>("[data-body]");
  if (!dialog || !body) return;
  link.setAttribute("aria-busy", "true");
  const answer = await fetch(link.href, { headers: { "HX-Request": "true" } });
  link.removeAttribute("aria-busy");
  if (!answer.ok || answer.redirected) {
    location.assign(link.href);
    return;
  }
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  htmx.swap(body, (page.getElementById("main") ?? page.body).innerHTML, { swapStyle: "innerHTML", swapDelay: 0, settleDelay: 0 });
  const heading = body.querySelector("h1, h2");
  if (heading) dialog.setAttribute("aria-label", heading.textContent?.trim() ?? "");
  open(dialog);
}
