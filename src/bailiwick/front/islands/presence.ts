import { announce } from "./announce";
import { listen } from "./live";

/**
 * Presence. `[data-presence="incident:42"]` says to the server that its reader has the record open, as long as the page
 * is seen, and shows who else has. A heartbeat renews it; what changes meanwhile comes as a topic of the live updates.
 */

type Seen = { name: string; doing: string; words: string; seconds: number };
type Answer = { again: number; here: Seen[] };

const TYPING = 30_000;
const TRAILING = 400;
const page = crypto.getRandomValues(new Uint32Array(3)).reduce((text, part) => text + part.toString(36), "");

export function mount(element: HTMLElement): void {
  new Place(element);
}

class Place {
  private heart = 0;
  private soon = 0;
  private ends: number[] = [];
  private typedAt = 0;
  private said = "";
  private isOff = false;
  private isHere = false;
  private known = new Map<string, string>();
  private readonly gone = new AbortController();

  constructor(private readonly element: HTMLElement) {
    const { signal } = this.gone;
    listen(`presence:${element.dataset["presence"]}`, () => this.hear(), signal);
    document.addEventListener("visibilitychange", () => (document.hidden ? this.leave() : this.beat()), { signal });
    window.addEventListener("pagehide", () => this.leave(), { signal });
    document.addEventListener("input", (event) => this.typed(event.target as Element), { signal });
    // Beside a list another record takes its place.
    document.addEventListener("htmx:load", () => element.isConnected || this.end(), { signal });
    if (!document.hidden) void this.beat();
  }

  private doing(): string {
    const form = document.querySelector<HTMLFormElement>("form[data-presence-form]");
    if (!form || Date.now() - this.typedAt > TYPING) return this.element.dataset["doing"] ?? "reading";
    return new FormData(form).get("visibility") === "public" ? "reply" : "note";
  }

  private typed(field: Element): void {
    if (!field.closest("form[data-presence-form]")) return;
    this.typedAt = Date.now();
    if (this.doing() !== this.said) void this.beat();
  }

  /** Something changed here: ask again, once for what comes together. */
  private hear(): void {
    if (this.soon || document.hidden) return;
    this.soon = window.setTimeout(() => {
      this.soon = 0;
      void this.beat();
    }, TRAILING);
  }

  private async beat(): Promise<void> {
    window.clearTimeout(this.heart);
    if (!this.element.isConnected) return this.end();
    if (this.isOff) return;
    this.said = this.doing();
    this.isHere = true;
    const body = new URLSearchParams({ page, doing: this.said });
    try {
      const answer = await fetch(this.element.dataset["url"] ?? "", { method: "POST", body, headers: headers() });
      if (!answer.ok || answer.redirected) return this.stop();
      const { again, here } = (await answer.json()) as Answer;
      if (!again) return this.stop();
      this.show(here);
      this.heart = window.setTimeout(() => void this.beat(), again * 1_000);
    } catch {
      this.heart = window.setTimeout(() => void this.beat(), 25_000);
    }
  }

  private stop(): void {
    this.isOff = true;
    this.isHere = false;
    this.show([]);
  }

  private end(): void {
    this.gone.abort();
    this.leave();
  }

  private leave(): void {
    window.clearTimeout(this.heart);
    if (!this.isHere) return;
    this.isHere = false;
    void fetch(`${this.element.dataset["url"]}?page=${page}`, { method: "DELETE", keepalive: true, headers: headers() }).catch(() => undefined);
  }

  private show(here: Seen[]): void {
    this.ends.forEach((timer) => window.clearTimeout(timer));
    this.ends = here.map((one) => window.setTimeout(() => this.show(here.filter((other) => other !== one)), one.seconds * 1_000));
    const news = here.filter((one) => this.known.get(one.name) !== one.words).map((one) => `${one.name} ${one.words}`);
    this.known = new Map(here.map((one) => [one.name, one.words]));
    if (news.length) announce(news.join(", "));
    this.element.replaceChildren(...here.map(chip));
    const writing = here.filter((one) => one.doing !== "reading");
    for (const place of document.querySelectorAll<HTMLElement>("[data-presence-writing]")) {
      place.hidden = !writing.length;
      place.textContent = writing.map((one) => `${one.name} ${one.words}`).join(", ");
    }
  }
}

function chip(one: Seen): HTMLElement {
  const made = document.createElement("span");
  made.className = `bw-present bw-present-${one.doing}`;
  made.textContent = `${one.name} ${one.words}`;
  return made;
}

function headers(): Record<string, string> {
  return { "X-CSRFToken": document.querySelector<HTMLMetaElement>("meta[name=csrf-token]")?.content ?? "", "HX-Request": "true" };
}
