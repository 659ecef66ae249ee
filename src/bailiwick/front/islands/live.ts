import htmx from "htmx.org";
import { announce } from "./announce";
import { onTold, show } from "./stream";

/**
 * Live updates. `data-live="incident:42 incident"` names the topics an element shows; when the server tells one of them,
 * the element is fetched again by its id out of its page, which is fetched once for all of them. Pages that show lists are
 * told one after the other, as many as the server can bear.
 */

const CALM = 400;
const SPREAD = 1_200;
const RELOAD = "reload";
const BUSY = 503;
const watched = new Set<HTMLElement>();
const listened = new Map<string, number>();
const due = new Set<HTMLElement>();
let timer = 0;
let naming = 0;

const topics = new EventTarget();

/** For other islands: hear of a topic, or that everything may have changed, until `signal`. */
export function listen(topic: string, hear: () => void, signal: AbortSignal): void {
  for (const name of [topic, RELOAD]) topics.addEventListener(name, hear, { signal });
  listened.set(topic, (listened.get(topic) ?? 0) + 1);
  signal.addEventListener("abort", () => listened.set(topic, (listened.get(topic) ?? 1) - 1));
  nameSoon();
}

export function mount(element: HTMLElement): void {
  watched.add(element);
  nameSoon();
}

/** Parts of a page are mounted one after the other. */
function nameSoon(): void {
  window.clearTimeout(naming);
  naming = window.setTimeout(() => {
    const own = [...listened].filter(([, count]) => count > 0).map(([topic]) => topic);
    show([...new Set([...own, ...[...watched].filter((element) => element.isConnected).flatMap(shownBy)])]);
  });
}

function shownBy(element: HTMLElement): string[] {
  return element.dataset["live"]?.split(/\s+/).filter(Boolean) ?? [];
}

onTold((said) => {
  for (const topic of said) topics.dispatchEvent(new Event(topic));
  for (const element of watched) {
    if (!element.isConnected) watched.delete(element);
    else if (said.includes(RELOAD) || shownBy(element).some((topic) => said.includes(topic))) schedule([element]);
  }
});

/** A little later, each page at another moment, as several may show the same record. */
function schedule(elements: HTMLElement[], after = CALM): void {
  for (const element of elements) due.add(element);
  timer ||= window.setTimeout(refreshWhenSeen, after + Math.random() * SPREAD);
}

function refreshWhenSeen(): void {
  if (document.hidden) {
    document.addEventListener("visibilitychange", refreshWhenSeen, { once: true });
    return;
  }
  timer = 0;
  const elements = [...due].filter((element) => element.isConnected);
  due.clear();
  const busy = elements.filter(isInUse);
  if (busy.length) offer(busy);
  void refresh(elements.filter((element) => !busy.includes(element)));
}

function isInUse(element: HTMLElement): boolean {
  const active = document.activeElement;
  const fields = "input:not([type=checkbox]), select, textarea";
  const typing = active !== null && element.contains(active) && active.matches(fields);
  return typing || element.querySelector("form[data-dirty], dialog[open], details[data-menu][open]") !== null;
}

function offer(elements: HTMLElement[]): void {
  const notice = document.getElementById("live-notice");
  const button = notice?.querySelector("button");
  if (!notice || !button) return;
  if (notice.hidden) announce("There are updates on this page");
  notice.hidden = false;
  button.onclick = () => {
    notice.hidden = true;
    void refresh(elements);
  };
}

async function refresh(elements: HTMLElement[]): Promise<void> {
  const parts = elements.filter((element) => element.id);
  // What a split list shows at its right is a part of another page.
  for (const source of new Set(parts.map(sourceOf))) {
    const own = parts.filter((one) => sourceOf(one) === source);
    const answer = await fetch(source, { headers: { Accept: "text/html", Live: "again" } });
    if (answer.status === BUSY) schedule(own, 1_000 * Number(answer.headers.get("Retry-After") ?? 5));
    if (!answer.ok || answer.redirected) continue;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const part of own) {
      const fresh = page.getElementById(part.id);
      if (fresh && part.isConnected) replace(part, fresh);
    }
  }
}

function sourceOf(element: HTMLElement): string {
  return element.closest<HTMLElement>("[data-source]")?.dataset["source"] ?? location.href;
}

/** Put the fresh part in place of the old one: what was selected, folded and focused stays so, and so does the place. */
function replace(old: HTMLElement, fresh: HTMLElement): void {
  const boxes = "[data-row] input[type=checkbox]";
  const selected = new Set([...old.querySelectorAll<HTMLInputElement>(`${boxes}:checked`)].map((box) => box.value));
  for (const box of fresh.querySelectorAll<HTMLInputElement>(boxes)) if (selected.has(box.value)) box.setAttribute("checked", "");
  const closed = new Set([...old.querySelectorAll("details.bw-group:not([open]) > summary")].map((line) => line.textContent));
  for (const group of fresh.querySelectorAll<HTMLDetailsElement>("details.bw-group")) {
    if (closed.has(group.querySelector("summary")?.textContent ?? "")) group.removeAttribute("open");
  }
  const current = old.querySelector<HTMLAnchorElement>("[data-row][aria-current] a[data-row-link]")?.getAttribute("href");
  if (current) linkTo(fresh, current)?.closest("[data-row]")?.setAttribute("aria-current", "true");
  const focused = old.contains(document.activeElement) ? document.activeElement : null;
  const anchor = focused?.closest("[data-row]") ?? [...old.querySelectorAll("[data-row]")].find((row) => row.getBoundingClientRect().top >= 0);
  const at = anchor?.querySelector("a[data-row-link]")?.getAttribute("href") ?? "";
  const top = anchor?.getBoundingClientRect().top ?? 0;
  const box = focused instanceof HTMLInputElement ? focused.value : "";
  const id = old.id;
  htmx.swap(old, fresh.outerHTML, { swapStyle: "outerHTML", swapDelay: 0, settleDelay: 0 });
  const now = document.getElementById(id);
  const link = now && at ? linkTo(now, at) : undefined;
  if (focused && now) (box ? now.querySelector<HTMLElement>(`${boxes}[value="${CSS.escape(box)}"]`) : link)?.focus({ preventScroll: true });
  const moved = link?.closest("[data-row]")?.getBoundingClientRect().top;
  if (moved !== undefined && window.scrollY > 0) window.scrollBy({ top: moved - top, behavior: "instant" });
  now?.dispatchEvent(new Event("change", { bubbles: true }));
}

function linkTo(root: ParentNode, href: string): HTMLElement | undefined {
  return root.querySelector<HTMLElement>(`a[data-row-link][href="${CSS.escape(href)}"]`) ?? undefined;
}
