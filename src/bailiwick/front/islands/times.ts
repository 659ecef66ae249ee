/** Keep "5 min ago" true while the page stays open; the same words as the server's `relative` filter. */

const MINUTE = 60;
const HOUR = 3_600;
const DAY = 86_400;
const JUST_NOW = 45;
const DAYS_IN_WORDS = 30;

const ticking = new Set<HTMLTimeElement>();

export function mount(element: HTMLElement): void {
  ticking.add(element as HTMLTimeElement);
  tick(element as HTMLTimeElement);
}

function distance(seconds: number, past: string): string | undefined {
  const size = Math.abs(seconds);
  if (size < JUST_NOW) return "just now";
  if (size >= DAYS_IN_WORDS * DAY) return undefined;
  const [step, unit] = size >= DAY ? [DAY, "day"] : size >= HOUR ? [HOUR, "h"] : [MINUTE, "min"];
  const amount = Math.max(1, Math.floor(size / step));
  const words = `${amount} ${unit}${unit === "day" && amount > 1 ? "s" : ""}`;
  return seconds > 0 ? `in ${words}` : `${words} ${past}`;
}

function tick(element: HTMLTimeElement): void {
  if (!element.isConnected) {
    ticking.delete(element);
    return;
  }
  const words = distance((Date.parse(element.dateTime) - Date.now()) / 1_000, element.dataset["relative"] || "ago");
  if (words && words !== element.textContent) element.textContent = words;
}

window.setInterval(() => ticking.forEach(tick), 20_000);
