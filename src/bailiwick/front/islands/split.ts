import htmx from "htmx.org";

/**
 * A list at the left, the chosen record at the right: `data-split` holds the list and `#pane`. Links of rows fill the pane
 * with the content of the page they lead to, also while `j` and `k` move through the rows; Enter goes to the page itself.
 */

const CALM = 180;
const FRAME = "#flashes, #live-notice, .bw-breadcrumbs";
const WIDE = "(min-width: 64rem)";

export function mount(split: HTMLElement): void {
  const pane = split.querySelector<HTMLElement>("#pane");
  if (!pane) return;
  let timer = 0;
  let asked = 0;
  const open = async (link: HTMLAnchorElement): Promise<void> => {
    const turn = (asked += 1);
    for (const row of split.querySelectorAll("[data-row][aria-current]")) row.removeAttribute("aria-current");
    link.closest("[data-row]")?.setAttribute("aria-current", "true");
    pane.setAttribute("aria-busy", "true");
    const answer = await fetch(link.href, { headers: { Accept: "text/html" } });
    if (turn !== asked) return;
    pane.removeAttribute("aria-busy");
    if (!answer.ok || answer.redirected) {
      location.assign(link.href);
      return;
    }
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const main = page.getElementById("main");
    main?.querySelectorAll(FRAME).forEach((part) => part.remove());
    pane.dataset["source"] = link.href;
    htmx.swap(pane, main?.innerHTML ?? "", { swapStyle: "innerHTML", swapDelay: 0, settleDelay: 0 });
    pane.scrollTop = 0;
  };
  split.addEventListener("click", (event) => {
    const link = (event.target as HTMLElement).closest<HTMLAnchorElement>("a[data-row-link]");
    const isPlain = !event.ctrlKey && !event.metaKey && !event.shiftKey;
    // Enter on a link is a click without a pointer: it goes to the page.
    if (!link || pane.contains(link) || !isPlain || (event.detail === 0 && event.isTrusted) || !isWide()) return;
    event.preventDefault();
    link.focus();
    window.clearTimeout(timer);
    void open(link);
  });
  split.addEventListener("focusin", (event) => {
    const link = event.target as HTMLElement;
    if (!link.matches("a[data-row-link]") || pane.contains(link) || !isWide()) return;
    if (pane.dataset["source"] === (link as HTMLAnchorElement).href) return;
    window.clearTimeout(timer);
    timer = window.setTimeout(() => void open(link as HTMLAnchorElement), CALM);
  });
}

function isWide(): boolean {
  return window.matchMedia(WIDE).matches;
}
