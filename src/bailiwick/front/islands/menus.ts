/** Menus are details elements and open without a script; this closes them as people expect, and moves by arrows. */

export function mount(element: HTMLElement): void {
  const menu = element as HTMLDetailsElement;
  menu.addEventListener("toggle", () => {
    if (!menu.open) return;
    for (const other of document.querySelectorAll<HTMLDetailsElement>("details[data-menu][open]")) {
      if (other !== menu && !other.contains(menu)) other.open = false;
    }
  });
  menu.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && menu.open) {
      menu.open = false;
      menu.querySelector("summary")?.focus();
      event.stopPropagation();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (isTextField(event.target)) return;
      event.preventDefault();
      move(menu, event.key === "ArrowDown" ? 1 : -1);
    }
  });
  menu.addEventListener("focusout", (event) => {
    if (event.relatedTarget instanceof Node && !menu.contains(event.relatedTarget)) menu.open = false;
  });
}

function isTextField(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches("input:not([type=checkbox]), select, textarea");
}

function move(menu: HTMLDetailsElement, step: number): void {
  menu.open = true;
  const items = [...menu.querySelectorAll<HTMLElement>("a[href], button:not([disabled]), input")];
  const at = items.indexOf(document.activeElement as HTMLElement);
  items.at((at + step + items.length) % items.length)?.focus();
}

document.addEventListener("click", (event) => {
  for (const open of document.querySelectorAll<HTMLDetailsElement>("details[data-menu][open]")) {
    if (event.target instanceof Node && !open.contains(event.target)) open.open = false;
  }
});
