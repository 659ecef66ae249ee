/**
 * The one connection over which the server says what changed. One tab of the browser holds it for every tab, as a
 * browser allows few connections to one server; all tabs tell that one which topics they show, and it names them to the
 * server, which sends nothing else.
 */

type Message = { told: string } | { tab: string; shows: string[] } | { who: true };

const SETTLE = 50;
const TOPIC_LIMIT = 200;
const tab = crypto.getRandomValues(new Uint32Array(3)).reduce((text, part) => text + part.toString(36), "");
const channel = new BroadcastChannel("bailiwick-events");
/** What each tab shows; only the tab that holds the connection looks at it. */
const shown = new Map<string, string[]>();
let holds = false;
let sources: EventSource[] = [];
let named = new Set<string>();
let timer = 0;
let hear: (topics: string[]) => void = () => undefined;

/** Take the topics that are told to any tab. */
export function onTold(listener: (topics: string[]) => void): void {
  hear = listener;
}

/** Say which topics this tab shows now. */
export function show(topics: string[]): void {
  if (String(shown.get(tab)) === String(topics)) return;
  shown.set(tab, topics);
  announceOwn();
  if (holds) connectSoon();
}

function announceOwn(): void {
  channel.postMessage({ tab, shows: shown.get(tab) ?? [] } satisfies Message);
}

function told(text: string): void {
  hear(text.split(/\s+/).filter(Boolean));
}

/** Tabs and their parts come one after the other. */
function connectSoon(): void {
  window.clearTimeout(timer);
  timer = window.setTimeout(connect, SETTLE);
}

function connect(): void {
  const wanted = [...new Set([...shown.values()].flat())].slice(-TOPIC_LIMIT);
  if (sources.length && wanted.every((topic) => named.has(topic))) return;
  const url = document.querySelector<HTMLMetaElement>("meta[name=bailiwick-events]")?.content ?? "/events";
  const source = new EventSource(`${url}?${new URLSearchParams(wanted.map((topic) => ["topic", topic]))}`);
  const before = sources;
  source.onmessage = (event: MessageEvent<string>) => {
    channel.postMessage({ told: event.data } satisfies Message);
    told(event.data);
  };
  // The former one goes on until the new one is there, so that nothing is missed between them.
  source.onopen = () => {
    before.splice(0).forEach((one) => one.close());
  };
  sources = [...before, source];
  named = new Set(wanted);
}

channel.onmessage = ({ data }: MessageEvent<Message>) => {
  if ("told" in data) told(data.told);
  else if ("who" in data) announceOwn();
  else {
    shown.set(data.tab, data.shows);
    if (holds) connectSoon();
  }
};
window.addEventListener("pagehide", () => channel.postMessage({ tab, shows: [] } satisfies Message));
window.addEventListener("pageshow", (event) => event.persisted && announceOwn());

function hold(): void {
  holds = true;
  channel.postMessage({ who: true } satisfies Message);
  connectSoon();
}

if (navigator.locks) {
  void navigator.locks.request("bailiwick-events", () => {
    hold();
    return new Promise<never>(() => undefined);
  });
} else hold();
