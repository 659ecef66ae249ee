import { globSync, readFileSync } from "node:fs";
import { relative } from "node:path";
import type { Plugin } from "vite";

type Node = [tag: string, attributes: Record<string, string>];

// icon("bell") in a template or in Python, icon="bell", icon_name="bell", "icon": "bell", icon: "bell"
const CALL = /\bicon\(\s*["']([a-z0-9-]+)["']/g;
const VALUE = /\bicon(?:_name)?["']?\s*[=:]\s*["']([a-z0-9-]+)["']/g;
// Components that take an icon by its place: whatever of their words names one is taken.
const COMPONENT = /\b(?:empty_state|menu|menu_item|menu_action|badge|dialog_button)\(([^\n]*)/g;
const WORD = /["']([a-z0-9-]+)["']/g;

/** Put every icon that templates and Python sources name into one sprite; an unknown name fails the build. */
export function icons(options: { outlines: string; sources: string; always: string }): Plugin {
  return {
    name: "bailiwick-icons",
    generateBundle() {
      const known = JSON.parse(readFileSync(options.outlines, "utf8")) as Record<string, Node[]>;
      const used = new Set(listed(options.always));
      for (const [name, file] of named(options.sources)) {
        if (!(name in known)) this.error(`${file}: Tabler has no icon "${name}"`);
        used.add(name);
      }
      for (const word of worded(options.sources)) if (word in known) used.add(word);
      const symbols = [...used].sort().map((name) => {
        if (!(name in known)) this.error(`icons.txt: Tabler has no icon "${name}"`);
        return symbol(name, known[name] ?? []);
      });
      const source = `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}</svg>\n`;
      this.emitFile({ type: "asset", name: "icons.svg", originalFileName: "icons.svg", source });
    },
  };
}

function listed(path: string): string[] {
  return readFileSync(path, "utf8").split(/\s+/).filter(Boolean);
}

function* named(sources: string): Generator<[string, string]> {
  for (const file of globSync(`${sources}/**/*.{html,py,yaml}`)) {
    const text = readFileSync(file, "utf8");
    for (const pattern of [CALL, VALUE]) {
      for (const match of text.matchAll(pattern)) yield [match[1] ?? "", relative(sources, file)];
    }
  }
}

function* worded(sources: string): Generator<string> {
  for (const file of globSync(`${sources}/**/*.html`)) {
    for (const call of readFileSync(file, "utf8").matchAll(COMPONENT)) {
      for (const word of (call[1] ?? "").matchAll(WORD)) yield word[1] ?? "";
    }
  }
}

function symbol(name: string, nodes: Node[]): string {
  const drawn = nodes.map(([tag, attributes]) => {
    const text = Object.entries(attributes).map(([key, value]) => ` ${key}="${value}"`);
    return `<${tag}${text.join("")}/>`;
  });
  const pen = 'fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round"';
  return `<symbol id="${name}" viewBox="0 0 24 24" ${pen}>${drawn.join("")}</symbol>`;
}
