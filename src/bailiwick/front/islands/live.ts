import htmx from "htmx.org";
import { announce } from "./announce";

/**
 * Live updates. `data-live="incident:42 queue:incidents"` names the topics an element shows; when the server reports
 * one of them, the element is fetched again: with hx-get and hx-trigger="live" by itself, otherwise by its id out of
 * its page, which is fetched once for all of them. One tab of the browser holds the connection for every tab, as a
 * browser allows few connections to one server.
 */

const CALM = 400;
const SPREAD = 1_200;
const watched = new Set<HTMLElement>();
const due = new Set<HTMLElement>();
const channel = new BroadcastChannel("bailiwick-events");
let timer = 0;

export function mount(element: HTMLElement): void {
  watched.add(element);
}

function received(topic: string): void {
  for (const element of watched) {
    if (!element.isConnected) watched.delete(element);
    else if (element.dataset["live"]?.split(/\s+/).includes(topic)) due.add(element);
  }
  // Spread out, so that a thousand open queues do not ask in the same instant.
  if (due.size && !timer) timer = window.setTimeout(refreshWhenSeen, CALM + Math.random() * SPREAD);
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
  const typing = active !== null && element.contains(active) && active.matches("input, select, textarea");
  return typing || element.querySelector("[data-row] input:checked, form[data-dirty], dialog[open]") !== null;
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
  const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
  if (!answer.ok || answer.redirected) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const part of parts) {
    const fresh = page.getElementById(part.id)?.outerHTML;
    if (fresh && part.isConnected) htmx.swap(part, fresh, { swapStyle: "outerHTML", swapDelay: 0, settleDelay: 0 });
  }
}

function connect(): void {
  const url = document.querySelector<HTMLMetaElement>("meta[name=bailiwick-events]")?.content ?? "/events";
  const source = new EventSource(url);
  source.onmessage = (event: MessageEvent<string>) => {
    for (const topic of event.data.split(/\s+/).filter(Boolean)) {
      channel.postMessage(topic);
      received(topic);
    }
  };
}

channel.onmessage = (event: MessageEvent<string>) => received(event.data);
if (navigator.locks) {
  void navigator.locks.request("bailiwick-events", () => {
    connect();
    return new Promise<never>(() => undefined);
  });
} else connect();
