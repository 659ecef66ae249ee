import { announce } from "./announce";

/**
 * Drafts. `form[data-draft]` (its value, or else its action, is the address it is sent to) is kept on the server while
 * somebody types, and brought back when it opens again. What the server did not take (offline, session ended) waits in
 * this tab. Every write has a turn, so that none that is late brings back what was sent.
 */

type Pair = [name: string, value: string];
type Copy = { typed: Pair[]; turn: string; sent?: string };
type Stored = { typed: Pair[]; writer: string; turn: number; when: string };

const CALM = 900;
const LONGEST = 5_000;
const KEEPALIVE = 60_000;
const ANYHOW = { headers: { Accept: "application/json" } };
const about = document.querySelector<HTMLMetaElement>("meta[name=bailiwick-drafts]");
const begun = new Set((about?.dataset["begun"] ?? "").split(" ").filter(Boolean));
const writer = crypto.getRandomValues(new Uint32Array(3)).reduce((text, part) => text + part.toString(36), "");
let turn = 0;

export function mount(element: HTMLElement): void {
  const form = element as HTMLFormElement;
  if (!about) return;
  const at = new URL(form.dataset["draft"] || form.getAttribute("action") || location.pathname, location.href).pathname;
  const kept = new KeptForm(form, at);
  void kept.open();
}

class KeptForm {
  private timer = 0;
  private since = 0;
  private isDirty = false;
  private isOffered = false;
  private readonly local: string;
  private readonly first: Pair[];

  constructor(
    private readonly form: HTMLFormElement,
    private readonly at: string,
  ) {
    this.local = `draft:${about?.dataset["person"] ?? ""}:${at}`;
    this.first = values(form);
    // It was kept when it was sent and refused, perhaps after this page was made.
    if (form.hasAttribute("data-typed")) begun.add(at);
    form.addEventListener("input", () => this.typed());
    form.addEventListener("submit", (event) => this.submitted(event));
    window.addEventListener("online", () => form.hasAttribute("data-unkept") && this.save());
    document.addEventListener("visibilitychange", () => document.hidden && this.isDirty && this.save(true));
  }

  /** Offer what was typed before, unless the form shows what was typed just now. */
  async open(): Promise<void> {
    const copy = read(this.local);
    if (!copy && !begun.has(this.at)) return;
    const stored = await this.stored();
    if (copy && (!stored || isOlder(stored, copy))) this.offer(copy.typed, "earlier");
    else {
      sessionStorage.removeItem(this.local);
      if (stored?.typed.length) this.offer(stored.typed, `at ${stored.when}`);
    }
  }

  private async stored(): Promise<Stored | undefined> {
    try {
      const answer = await fetch(`${about?.content}?form=${encodeURIComponent(this.at)}`, ANYHOW);
      return answer.ok && !answer.redirected ? ((await answer.json()) as Stored) : undefined;
    } catch {
      return undefined;
    }
  }

  private offer(typed: Pair[], when: string): void {
    if (this.isDirty || this.form.hasAttribute("data-typed") || same(typed, values(this.form))) return;
    fill(this.form, typed);
    this.isOffered = true;
    const notice = this.notice();
    const words = notice?.querySelector("[data-text]");
    if (!notice || !words) return;
    words.textContent = `You were writing this ${when}.`;
    announce(`You were writing this ${when}. It was brought back.`);
    notice.querySelector<HTMLElement>("[data-keep]")?.addEventListener("click", () => this.decided(notice));
    notice.querySelector<HTMLElement>("[data-discard]")?.addEventListener("click", () => {
      this.discard();
      this.decided(notice);
    });
  }

  /** The frame's pattern of the notice, at the head of the form. */
  private notice(): HTMLElement | undefined {
    const pattern = document.querySelector<HTMLTemplateElement>("template#draft-notice");
    const made = pattern?.content.firstElementChild?.cloneNode(true) as HTMLElement | undefined;
    if (made) this.form.prepend(made);
    return made;
  }

  private decided(notice: HTMLElement): void {
    notice.remove();
    this.form.querySelector<HTMLElement>("textarea, input:not([type=hidden]), select")?.focus();
  }

  private discard(): void {
    window.clearTimeout(this.timer);
    this.isDirty = this.isOffered = false;
    sessionStorage.removeItem(this.local);
    begun.delete(this.at);
    this.form.reset();
    fill(this.form, this.first);
    this.form.removeAttribute("data-dirty");
    void fetch(`${about?.content}?form=${encodeURIComponent(this.at)}`, { method: "DELETE", headers: headers() });
  }

  private typed(): void {
    if (!this.isDirty) this.since = Date.now();
    this.isDirty = true;
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.save(), Date.now() - this.since > LONGEST ? 0 : CALM);
  }

  private save(isLast = false): void {
    window.clearTimeout(this.timer);
    const typed = values(this.form);
    const now = `${writer}.${++turn}`;
    this.isDirty = false;
    sessionStorage.setItem(this.local, JSON.stringify({ typed, turn: now } satisfies Copy));
    void this.send(typed, now, isLast);
  }

  private async send(typed: Pair[], now: string, isLast: boolean): Promise<void> {
    const body = new URLSearchParams({ form: this.at, turn: now, typed: JSON.stringify(typed) });
    const keepalive = isLast && body.toString().length < KEEPALIVE;
    let isKept = false;
    try {
      const answer = await fetch(about?.content ?? "", { method: "POST", body, keepalive, headers: headers() });
      isKept = answer.status === 204 && !answer.redirected;
    } catch {
      isKept = false;
    }
    if (isKept && read(this.local)?.turn === now) {
      sessionStorage.removeItem(this.local);
      begun.add(this.at);
      if (!this.isDirty) this.form.removeAttribute("data-dirty");
    }
    if (!isKept && !this.form.hasAttribute("data-unkept")) announce("What you type is not kept as a draft yet. It waits in this tab.");
    this.form.toggleAttribute("data-unkept", !isKept);
  }

  /** What is sent is kept as well, for the case that it does not arrive; when it does, the server forgets it. */
  private submitted(event: Event): void {
    if (this.form.method === "get" || event.defaultPrevented) return;
    if (this.isDirty) this.save(true);
    if (!this.isOffered && !begun.has(this.at) && !read(this.local)) return;
    const sent = `${writer}.${++turn}`;
    const copy = read(this.local);
    if (copy) sessionStorage.setItem(this.local, JSON.stringify({ ...copy, sent } satisfies Copy));
    let field = this.form.querySelector<HTMLInputElement>("input[name=_draft]");
    if (!field) {
      field = Object.assign(document.createElement("input"), { type: "hidden", name: "_draft" });
      this.form.append(field);
    }
    field.value = sent;
  }
}

function headers(): Record<string, string> {
  return { "X-CSRFToken": document.querySelector<HTMLMetaElement>("meta[name=csrf-token]")?.content ?? "", "HX-Request": "true" };
}

function read(key: string): Copy | undefined {
  const text = sessionStorage.getItem(key);
  return text ? (JSON.parse(text) as Copy) : undefined;
}

/** Whether the server lacks what this tab wrote last: it neither has it, nor took the form that it was sent with. */
function isOlder(stored: Stored, copy: Copy): boolean {
  return ![copy.turn, copy.sent].some((turn) => {
    const [by = "", number = "0"] = (turn ?? "").split(".");
    return by !== "" && stored.writer === by && stored.turn >= Number(number);
  });
}

/** What a form holds, but for what is no words: secrets, files and the frame's own fields. */
function values(form: HTMLFormElement): Pair[] {
  const hidden = new Set(["csrfmiddlewaretoken", "_method", "_draft"]);
  const closed = "input[type=password], input[autocomplete=off], input[autocomplete=one-time-code], [data-secret]";
  for (const field of form.querySelectorAll(closed)) hidden.add(field.getAttribute("name") ?? "");
  return [...new FormData(form)].flatMap(([name, value]) => (typeof value === "string" && !hidden.has(name) ? [[name, value] as Pair] : []));
}

function same(one: Pair[], other: Pair[]): boolean {
  const text = (pairs: Pair[]): string => JSON.stringify(pairs.map(([name, value]) => [name, value.replace(/\r\n/g, "\n")]));
  return text(one) === text(other);
}

/** Put the values into the form's fields; a box that is not among them is not ticked. */
function fill(form: HTMLFormElement, typed: Pair[]): void {
  const given = new Map<string, string[]>();
  for (const [name, value] of typed) given.set(name, [...(given.get(name) ?? []), value]);
  const known = new Set(values(form).map(([name]) => name));
  for (const field of form.elements) {
    if (!(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement || field instanceof HTMLSelectElement)) continue;
    const held = given.get(field.name);
    if (field instanceof HTMLInputElement && ["checkbox", "radio"].includes(field.type)) {
      if (held || known.has(field.name)) field.checked = held?.includes(field.value) ?? false;
    } else if (field instanceof HTMLSelectElement && field.multiple) {
      for (const option of field.options) option.selected = held?.includes(option.value) ?? false;
    } else if (held && !(field instanceof HTMLInputElement && ["file", "password"].includes(field.type))) {
      field.value = held.shift() ?? "";
    }
  }
}
