import htmx from "htmx.org";
import { announce } from "./announce";

/**
 * Live updates. `data-live="incident:42 queue:incidents"` names the topics an element shows; when the server reports
 * one of them, the element is fetched again (the server may say over what time lists spread that): with hx-get and
 * hx-trigger="live" by itself, otherwise by its id out of its page, which is fetched once for all of them. One tab of
 * the browser holds the connection for every tab, as a browser allows few connections to one server.
 */

const CALM = 400;
const SPREAD = 1_200;
const RELOAD = "reload";
const watched = new Set<HTMLElement>();
const due = new Set<HTMLElement>();
const channel = new BroadcastChannel("bailiwick-events");
let timer = 0;
let waiting = 0;

/** Other islands hear of a topic as an event of that name. */
export const topics = new EventTarget();

export function mount(element: HTMLElement): void {
  watched.add(element);
}

function received(message: string): void {
  const said = message.split(/\s+/).filter(Boolean);
  const told = said.find((topic) => topic.startsWith("spread:"));
  const lists = told ? Number(told.slice("spread:".length)) : SPREAD;
  for (const topic of said) topics.dispatchEvent(new Event(topic));
  for (const element of watched) {
    if (!element.isConnected) watched.delete(element);
    else {
      const shown = element.dataset["live"]?.split(/\s+/) ?? [];
      const found = said.filter((topic) => topic === RELOAD || shown.includes(topic));
      // Spread out, so that a thousand open queues do not ask in the same instant; few have the same record open.
      if (found.length) schedule(element, found.some((topic) => topic.includes(":")) ? SPREAD : lists);
    }
  }
}

function schedule(element: HTMLElement, spread: number): void {
  due.add(element);
  if (timer && waiting <= spread) return;
  window.clearTimeout(timer);
  waiting = spread;
  timer = window.setTimeout(refreshWhenSeen, CALM + Math.random() * spread);
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
  for (const element of elements) if (element.hasAttribute("hx-get")) htmx.trigger(element, "live", {});
  const parts = elements.filter((element) => element.id && !element.hasAttribute("hx-get"));
  if (!parts.length) return;
  // What a split list shows at its right is a part of another page.
  for (const source of new Set(parts.map(sourceOf))) {
    const answer = await fetch(source, { headers: { Accept: "text/html" } });
    if (!answer.ok || answer.redirected) continue;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const part of parts.filter((one) => sourceOf(one) === source)) {
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

function connect(): void {
  const url = document.querySelector<HTMLMetaElement>("meta[name=bailiwick-events]")?.content ?? "/events";
  const source = new EventSource(url);
  source.onmessage = (event: MessageEvent<string>) => {
    channel.postMessage(event.data);
    received(event.data);
  };
}

channel.onmessage = (event: MessageEvent<string>) => received(event.data);
if (navigator.locks) {
  void navigator.locks.request("bailiwick-events", () => {
    connect();
    return new Promise<never>(() => undefined);
  });
} else connect();
