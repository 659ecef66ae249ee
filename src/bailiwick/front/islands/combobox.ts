import { announce } from "./announce";

/**
 * A select with too many choices becomes a field to type in. `data-suggest` is the address that answers `?q=` with
 * `<li role="option" data-value="12">Name <small>more</small></li>` items; the select keeps the value and is what is sent.
 */
export function mount(element: HTMLElement): void {
  new Combobox(element as HTMLSelectElement);
}

class Combobox {
  private readonly input = document.createElement("input");
  private readonly list = document.createElement("ul");
  private at = -1;
  private timer = 0;

  constructor(private readonly select: HTMLSelectElement) {
    const { id } = select;
    this.list.id = `${id}-list`;
    this.list.setAttribute("role", "listbox");
    this.list.className = "bw-suggestions";
    this.list.hidden = true;
    Object.assign(this.input, { type: "text", className: "form-control", autocomplete: "off", value: this.chosen() });
    for (const [name, value] of Object.entries({
      role: "combobox",
      "aria-autocomplete": "list",
      "aria-controls": this.list.id,
      "aria-expanded": "false",
      placeholder: select.dataset["placeholder"] ?? "Type to search",
    })) {
      this.input.setAttribute(name, value);
    }
    for (const name of ["aria-describedby", "aria-invalid"]) {
      const value = select.getAttribute(name);
      if (value) this.input.setAttribute(name, value);
    }
    select.id = `${id}-value`;
    this.input.id = id;
    this.input.required = select.required;
    select.required = false;
    select.hidden = true;
    const label = document.querySelector(`label[for="${CSS.escape(id)}"]`);
    this.list.setAttribute("aria-label", label?.textContent?.trim() ?? "Suggestions");
    select.before(this.input, this.list);
    this.input.addEventListener("input", () => this.typed());
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.input.addEventListener("blur", () => this.leave());
    this.list.addEventListener("mousedown", (event) => {
      event.preventDefault();
      const option = (event.target as Element).closest<HTMLElement>("[role=option]");
      if (option) this.choose(option);
    });
  }

  private chosen(): string {
    return this.select.value ? (this.select.selectedOptions[0]?.text ?? "") : "";
  }

  private options(): HTMLElement[] {
    return [...this.list.querySelectorAll<HTMLElement>("[role=option]")];
  }

  private typed(): void {
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.suggest(), 180);
  }

  private async suggest(): Promise<void> {
    const asked = this.input.value;
    const url = new URL(this.select.dataset["suggest"] ?? "", location.href);
    url.searchParams.set("q", asked);
    const answer = await fetch(url, { headers: { "HX-Request": "true" } });
    if (!answer.ok || asked !== this.input.value) return;
    this.list.innerHTML = await answer.text();
    this.options().forEach((option, index) => (option.id = `${this.list.id}-${index}`));
    this.show(true);
    this.mark(-1);
    announce(`${this.options().length} suggestions`);
  }

  private show(open: boolean): void {
    this.list.hidden = !open;
    this.input.setAttribute("aria-expanded", String(open));
  }

  private mark(at: number): void {
    this.at = at;
    this.options().forEach((option, index) => option.setAttribute("aria-selected", String(index === at)));
    const active = this.options()[at];
    active?.scrollIntoView({ block: "nearest" });
    if (active) this.input.setAttribute("aria-activedescendant", active.id);
    else this.input.removeAttribute("aria-activedescendant");
  }

  private key(event: KeyboardEvent): void {
    const count = this.options().length;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (this.list.hidden) return void this.suggest();
      const from = this.at < 0 && event.key === "ArrowUp" ? count : this.at;
      if (count) this.mark((from + (event.key === "ArrowDown" ? 1 : -1) + count) % count);
    } else if (event.key === "Enter" && !this.list.hidden) {
      event.preventDefault();
      const option = this.options()[Math.max(0, this.at)];
      if (option) this.choose(option);
    } else if (event.key === "Escape" && !this.list.hidden) {
      event.stopPropagation();
      this.show(false);
    }
  }

  private choose(option: HTMLElement): void {
    const value = option.dataset["value"] ?? "";
    const text = (option.firstChild?.textContent ?? "").trim();
    if (![...this.select.options].some((known) => known.value === value)) this.select.add(new Option(text, value));
    this.select.value = value;
    this.input.value = text;
    this.show(false);
    this.select.dispatchEvent(new Event("change", { bubbles: true }));
  }

  private leave(): void {
    this.show(false);
    if (!this.input.value.trim() && [...this.select.options].some((known) => !known.value)) this.select.value = "";
    this.input.value = this.chosen();
  }
}
