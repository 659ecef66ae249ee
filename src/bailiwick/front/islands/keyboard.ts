/**
 * Keys: `?` lists them, `/` goes to the search, `j` and `k` move through rows, `x` selects one, `g` and a letter goes to a
 * place (`data-key` in the navigation), and `data-shortcut` gives a page's own button a letter. They can be switched off.
 */

import { announce } from "./announce";

const SWITCH = "bailiwick:keys";
const SEQUENCE = 1_200;
let pending = 0;

export function mount(dialog: HTMLElement): void {
  const box = dialog.querySelector<HTMLInputElement>("[data-keys-switch]");
  if (box) {
    box.checked = isOn();
    box.addEventListener("change", () => localStorage.setItem(SWITCH, box.checked ? "on" : "off"));
  }
  document.addEventListener("keydown", (event) => {
    if (isPlain(event) && (isOn() || event.key === "?")) pressed(event, dialog as HTMLDialogElement);
  });
}

function isOn(): boolean {
  return localStorage.getItem(SWITCH) !== "off";
}

function isPlain(event: KeyboardEvent): boolean {
  const target = event.target as HTMLElement;
  const typing = target.matches("input:not([type=checkbox], [type=radio]), select, textarea, [contenteditable]");
  return !typing && !event.ctrlKey && !event.metaKey && !event.altKey && !document.querySelector("dialog[open]");
}

function pressed(event: KeyboardEvent, dialog: HTMLDialogElement): void {
  const went = pending > Date.now() - SEQUENCE && follow(`a[data-key="${CSS.escape(event.key)}"]`);
  pending = event.key === "g" && !went ? Date.now() : 0;
  if (went || run(event.key, dialog)) event.preventDefault();
}

function run(key: string, dialog: HTMLDialogElement): boolean {
  if (key === "?") dialog.showModal();
  else if (key === "/") document.querySelector<HTMLInputElement>("[data-search]")?.focus();
  else if (key === "j") step(1);
  else if (key === "k") step(-1);
  else if (key === "x") select();
  else return key.length === 1 && follow(`[data-shortcut="${CSS.escape(key)}"]`);
  return true;
}

function follow(selector: string): boolean {
  const found = document.querySelector<HTMLElement>(selector);
  if (found?.matches("input:not([type=checkbox]), select, textarea")) found.focus();
  else if (found && isReady(found)) found.click();
  return found !== null;
}

/** A verb for many rows takes the row that has the focus when none is selected. */
function isReady(found: HTMLElement): boolean {
  if (!found.closest("form.bw-bulk") || document.querySelector("[data-row] input[type=checkbox]:checked")) return true;
  select();
  if (document.querySelector("[data-row] input[type=checkbox]:checked")) return true;
  announce("Select a row first: j and k move, x selects");
  return false;
}

function rows(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>("[data-row]")];
}

function step(by: number): void {
  const all = rows();
  const at = all.findIndex((row) => row.contains(document.activeElement));
  const next = all[at < 0 ? 0 : Math.min(all.length - 1, Math.max(0, at + by))];
  (next?.querySelector<HTMLElement>("a[data-row-link]") ?? next)?.focus();
  next?.scrollIntoView({ block: "nearest" });
}

function select(): void {
  const row = rows().find((candidate) => candidate.contains(document.activeElement));
  row?.querySelector<HTMLInputElement>("input[type=checkbox]")?.click();
}
