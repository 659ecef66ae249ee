import { announce } from "./announce";

/** A button that copies the text in its data-copy attribute. */
export function mount(button: HTMLElement): void {
  if (!navigator.clipboard) return;
  button.hidden = false;
  button.addEventListener("click", () => {
    void navigator.clipboard.writeText(button.dataset["copy"] ?? "").then(() => {
      button.classList.add("is-done");
      announce("Copied");
      window.setTimeout(() => button.classList.remove("is-done"), 1_500);
    });
  });
}
