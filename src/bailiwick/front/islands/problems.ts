/** Add the CSRF token to requests that htmx makes, and tell the reader when one of them fails. */

const WORDS: Record<number, string> = {
  401: "Your session has ended. Sign in again; what you typed is still here.",
  403: "You may not do this.",
  404: "This record does not exist, or you may not see it.",
  413: "The file is too large.",
  503: "The system is being maintained. Try again in a moment.",
};

export function announceProblems(): void {
  document.addEventListener("htmx:configRequest", (event) => {
    const { headers, verb } = (event as CustomEvent<{ headers: Record<string, string>; verb: string }>).detail;
    const token = document.querySelector<HTMLMetaElement>("meta[name=csrf-token]")?.content;
    if (token && verb !== "get") headers["X-CSRFToken"] = token;
  });
  document.addEventListener("htmx:responseError", (event) => {
    const { status } = (event as CustomEvent<{ xhr: XMLHttpRequest }>).detail.xhr;
    show(WORDS[status] ?? `The server could not do this (error ${status}). Nothing was changed.`);
  });
  document.addEventListener("htmx:sendError", () => show("The server cannot be reached. Check your connection."));
}

function show(text: string): void {
  const list = document.getElementById("flashes");
  const pattern = document.querySelector<HTMLTemplateElement>("template#flash-error");
  if (!list || !pattern) return;
  const flash = pattern.content.cloneNode(true) as DocumentFragment;
  const words = flash.querySelector("[data-text]");
  if (words) words.textContent = text;
  list.querySelectorAll("[data-problem]").forEach((old) => old.remove());
  list.append(flash);
}
