import htmx from "htmx.org";
import { announce } from "./announce";

/**
 * Live updates. `data-live="incident:42 queue:incidents"` names the topics an element shows; when the server reports
 * one of them, the element is fetched again (hx-get with hx-trigger="live", or its own page by its id).
 * One tab of the browser holds the connection for all of them, as a browser allows few connections to one server.
 */

const CALM = 400;
const SPREAD = 1_200;
const watched = new Set<HTMLElement>();
const waiting = new Set<HTMLElement>();
const channel = new BroadcastChannel("bailiwick-events");

export function mount(element: HTMLElement): void {
  watched.add(element);
}

function received(topic: string): void {
  for (const element of watched) {
    if (!element.isConnected) watched.delete(element);
    else if (element.dataset["live"]?.split(/\s+/).includes(topic)) later(element);
  }
}

function later(element: HTMLElement): void {
  if (waiting.has(element)) return;
  waiting.add(element);
  // Spread out, so that a thousand open queues do not ask in the same instant.
  window.setTimeout(() => void refreshWhenSeen(element), CALM + Math.random() * SPREAD);
}

function refreshWhenSeen(element: HTMLElement): void {
  if (document.hidden) {
    document.addEventListener("visibilitychange", () => refreshWhenSeen(element), { once: true });
    return;
  }
  waiting.delete(element);
  if (isInUse(element)) offer(element);
  else refresh(element);
}

function isInUse(element: HTMLElement): boolean {
  const active = document.activeElement;
  const typing = active !== null && element.contains(active) && active.matches("input, select, textarea");
  return typing || element.querySelector("[data-row] input:checked, form[data-dirty], dialog[open]") !== null;
}

function offer(element: HTMLElement): void {
  const notice = document.getElementById("live-notice");
  if (!notice) return;
  notice.hidden = false;
  announce("There are updates on this page");
  notice.querySelector("button")?.addEventListener(
    "click",
    () => {
      notice.hidden = true;
      refresh(element);
    },
    { once: true },
  );
}

function refresh(element: HTMLElement): void {
  if (element.hasAttribute("hx-get")) htmx.trigger(element, "live", {});
  else if (element.id) {
    const select = `#${CSS.escape(element.id)}`;
    void htmx.ajax("get", location.href, { target: element, select, swap: "outerHTML" });
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
