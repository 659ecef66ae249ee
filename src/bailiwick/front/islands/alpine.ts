import Alpine from "@alpinejs/csp";

/** Selected rows of a table: `count` of them, and an all-or-none box in the heading. */
interface Selection {
  count: number;
  init(): void;
  clear(): void;
  recount(): void;
}

Alpine.data<Selection>("selection", () => {
  let root: HTMLElement;
  const boxes = () => [...root.querySelectorAll<HTMLInputElement>("[data-row] input[type=checkbox]")];
  const check = (checked: boolean) => boxes().forEach((box) => (box.checked = checked));
  return {
    count: 0,
    init() {
      root = this.$el;
      root.addEventListener("change", (event) => {
        const box = event.target as HTMLInputElement;
        if (box.matches("[data-all]")) check(box.checked);
        this.recount();
      });
      root.addEventListener("htmx:afterSettle", () => this.recount());
      this.recount();
    },
    clear() {
      check(false);
      this.recount();
    },
    recount() {
      this.count = boxes().filter((box) => box.checked).length;
      const all = root.querySelector<HTMLInputElement>("[data-all]");
      if (!all) return;
      all.checked = this.count > 0 && this.count === boxes().length;
      all.indeterminate = this.count > 0 && !all.checked;
    },
  };
});

let started = false;

export function mount(): void {
  if (!started) Alpine.start();
  started = true;
}
