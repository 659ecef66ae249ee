/** The choice of light, dark or automatic colours, remembered in a cookie that the server reads. */

const YEAR = 31_536_000;

export function mount(button: HTMLElement): void {
  button.hidden = false;
  button.addEventListener("click", (event) => {
    event.preventDefault();
    const choice = button.dataset["themeChoice"] ?? "auto";
    const secure = location.protocol === "https:" ? "; secure" : "";
    document.cookie = `theme=${choice}; path=/; max-age=${YEAR}; samesite=lax${secure}`;
    document.documentElement.dataset["bsTheme"] = choice;
    for (const other of document.querySelectorAll<HTMLElement>("[data-theme-choice]")) {
      other.setAttribute("aria-pressed", String(other.dataset["themeChoice"] === choice));
    }
    document.dispatchEvent(new Event("bailiwick:theme"));
  });
}

matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
  document.dispatchEvent(new Event("bailiwick:theme"));
});
