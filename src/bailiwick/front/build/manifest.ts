import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import type { Plugin } from "vite";

const PRELOADED_FONT = /ibm-plex-sans-latin-wght-normal/;

/** Copy the images and write manifest.json: plain name → hashed file, as the `asset` function of the pages reads it. */
export function manifest(options: { images: string }): Plugin {
  return {
    name: "bailiwick-manifest",
    buildStart() {
      for (const name of readdirSync(options.images)) {
        const source = readFileSync(`${options.images}/${name}`);
        this.emitFile({ type: "asset", name, originalFileName: name, source });
      }
    },
    writeBundle(output, bundle) {
      const names: Record<string, string> = {};
      for (const file of Object.values(bundle)) {
        const name = file.type === "chunk" ? file.isEntry && `${file.name}.js` : file.names[0];
        if (!name) continue;
        if (/\.woff2$/.test(name)) {
          if (PRELOADED_FONT.test(name)) names["font.woff2"] = file.fileName;
        } else {
          names[name] = file.fileName;
        }
      }
      const text = JSON.stringify(names, Object.keys(names).sort(), 2);
      writeFileSync(`${output.dir}/manifest.json`, `${text}\n`);
    },
  };
}
