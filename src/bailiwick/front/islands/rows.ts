/** Lists: a click anywhere on a row follows its link, and Shift extends a selection of checkboxes. */

const OWN = "a, button, input, label, select, textarea, summary";

export function mount(list: HTMLElement): void {
  let last: HTMLInputElement | undefined;
  list.addEventListener("click", (event) => {
    const target = event.target as HTMLElement;
    const row = target.closest<HTMLElement>("[data-row]");
    if (!row) return;
    if (target instanceof HTMLInputElement && target.type === "checkbox") {
      if (event.shiftKey && last) extend(list, last, target);
      last = target;
    } else if (!target.closest(OWN) && !window.getSelection()?.toString()) {
      const link = row.querySelector<HTMLAnchorElement>("a[data-row-link]");
      if (event.ctrlKey || event.metaKey) window.open(link?.href, "_blank", "noopener");
      else link?.click();
    }
  });
}

function extend(list: HTMLElement, from: HTMLInputElement, to: HTMLInputElement): void {
  const boxes = [...list.querySelectorAll<HTMLInputElement>("[data-row] input[type=checkbox]")];
  const [start, end] = [boxes.indexOf(from), boxes.indexOf(to)].sort((a, b) => a - b);
  for (const box of boxes.slice(start, (end ?? 0) + 1)) box.checked = to.checked;
  to.dispatchEvent(new Event("change", { bubbles: true }));
}
