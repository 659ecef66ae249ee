/** Islands: small pieces of behaviour, each bound to a selector; the larger ones load when theirs first matches. */

export interface Island {
  /** Called once for every matching element, also for those that htmx brings in later. */
  mount(element: HTMLElement): void;
}

interface Entry {
  selector: string;
  source: Island | (() => Promise<Island>);
  seen: WeakSet<Element>;
}

const entries: Entry[] = [];

export function island(selector: string, source: Entry["source"]): void {
  entries.push({ selector, source, seen: new WeakSet() });
}

export function start(): void {
  mountIn(document);
  document.addEventListener("htmx:load", (event) => {
    const root = (event as CustomEvent<{ elt: HTMLElement }>).detail.elt;
    if (root !== document.body) mountIn(root);
  });
}

export function mountIn(root: ParentNode): void {
  for (const entry of entries) {
    const found = [...root.querySelectorAll<HTMLElement>(entry.selector)];
    if (root instanceof HTMLElement && root.matches(entry.selector)) found.unshift(root);
    const fresh = found.filter((element) => !entry.seen.has(element));
    if (!fresh.length) continue;
    for (const element of fresh) entry.seen.add(element);
    const { source } = entry;
    if (typeof source !== "function") fresh.forEach((element) => source.mount(element));
    else void source().then((loaded) => fresh.forEach((element) => loaded.mount(element)));
  }
}
