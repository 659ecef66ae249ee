/**
 * The command palette: Ctrl+K opens it, words narrow it, arrows choose, Enter goes. Its lines come from the palette's own
 * page; above them stand the verbs for the rows that are selected in a list.
 */

import { announce } from "./announce";

const CALM = 120;
let asked = 0;

export function mount(element: HTMLElement): void {
  const dialog = element as HTMLDialogElement;
  const words = dialog.querySelector<HTMLInputElement>("[data-words]");
  if (!words) return;
  let timer = 0;
  document.addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey) return;
    event.preventDefault();
    if (dialog.open) dialog.close();
    else show(dialog, words);
  });
  document.addEventListener("click", (event) => {
    if (!(event.target as HTMLElement).closest("[data-palette]")) return;
    event.preventDefault();
    show(dialog, words);
  });
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });
  words.addEventListener("input", () => {
    window.clearTimeout(timer);
    timer = window.setTimeout(() => void fill(dialog, words), CALM);
  });
  words.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      choose(dialog, words, event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Enter") {
      event.preventDefault();
      dialog.querySelector<HTMLElement>("[data-list] [aria-selected=true]")?.click();
    }
  });
}

function show(dialog: HTMLDialogElement, words: HTMLInputElement): void {
  if (document.querySelector("dialog[open]")) return;
  words.value = "";
  dialog.showModal();
  words.focus();
  void fill(dialog, words);
}

async function fill(dialog: HTMLDialogElement, words: HTMLInputElement): Promise<void> {
  const list = dialog.querySelector<HTMLElement>("[data-list]");
  if (!list) return;
  const turn = (asked += 1);
  const query = new URLSearchParams({ q: words.value, at: location.pathname });
  const answer = await fetch(`${dialog.dataset["address"]}?${query}`, { headers: { "HX-Request": "true" } });
  if (!answer.ok || turn !== asked) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  list.replaceChildren(...forSelected(dialog, words.value), ...(page.querySelector("[data-commands]")?.children ?? []));
  const lines = all(list);
  lines.forEach((line, place) => {
    line.id = `palette-${place}`;
    line.tabIndex = -1;
    line.setAttribute("role", "option");
    line.setAttribute("aria-selected", "false");
    line.closest("ul")?.setAttribute("role", "group");
    line.closest("li")?.setAttribute("role", "none");
  });
  list.querySelectorAll("h2").forEach((heading) => heading.setAttribute("role", "presentation"));
  if (lines.length) list.setAttribute("role", "listbox");
  else list.removeAttribute("role");
  list.setAttribute("aria-label", "Commands");
  mark(words, lines, 0);
  announce(lines.length === 1 ? "1 command" : `${lines.length} commands`);
}

/** Buttons of the list's own bar for many rows, as lines of the palette, while rows are selected. */
function forSelected(dialog: HTMLDialogElement, words: string): HTMLElement[] {
  const count = document.querySelectorAll("[data-row] input[type=checkbox]:checked").length;
  const buttons = [...document.querySelectorAll<HTMLButtonElement>("form.bw-bulk button[name=bulk_verb]")];
  const fit = buttons.filter((button) => label(button).toLowerCase().includes(words.toLowerCase()));
  if (!count || !fit.length) return [];
  const heading = document.createElement("h2");
  heading.textContent = count === 1 ? "With the selected row" : `With ${count} selected rows`;
  const group = document.createElement("ul");
  for (const button of fit) {
    const line = document.createElement("li");
    const link = document.createElement("a");
    link.href = "#";
    link.append(...[...button.childNodes].filter((node) => node.nodeName === "svg").map((node) => node.cloneNode(true)), label(button));
    link.addEventListener("click", (event) => {
      event.preventDefault();
      dialog.close();
      button.click();
    });
    line.append(link);
    group.append(line);
  }
  return [heading, group];
}

function label(button: HTMLElement): string {
  return (button.querySelector("span")?.textContent ?? button.textContent ?? "").trim();
}

function all(list: HTMLElement): HTMLElement[] {
  return [...list.querySelectorAll<HTMLElement>("a")];
}

function choose(dialog: HTMLElement, words: HTMLInputElement, by: number): void {
  const lines = all(dialog.querySelector<HTMLElement>("[data-list]") ?? dialog);
  const at = lines.findIndex((line) => line.getAttribute("aria-selected") === "true");
  if (lines.length) mark(words, lines, (at + by + lines.length) % lines.length);
}

function mark(words: HTMLInputElement, lines: HTMLElement[], at: number): void {
  lines.forEach((line, place) => line.setAttribute("aria-selected", String(place === at)));
  const chosen = lines[at];
  if (chosen) words.setAttribute("aria-activedescendant", chosen.id);
  else words.removeAttribute("aria-activedescendant");
  chosen?.scrollIntoView({ block: "nearest" });
}
