import { defineConfig } from "vite";
import { icons } from "./src/bailiwick/front/build/icons.ts";
import { manifest } from "./src/bailiwick/front/build/manifest.ts";

const front = `${import.meta.dirname}/src/bailiwick/front`;

export default defineConfig({
  root: front,
  // Addresses inside the bundle are relative, so that it works under any STATIC_URL.
  base: "./",
  publicDir: false,
  plugins: [
    icons({
      outlines: `${import.meta.dirname}/node_modules/@tabler/icons/tabler-nodes-outline.json`,
      sources: `${import.meta.dirname}/src/bailiwick`,
      always: `${front}/icons.txt`,
    }),
    manifest({ images: `${front}/images` }),
  ],
  build: {
    outDir: `${import.meta.dirname}/src/bailiwick/kernel/ui/static/built`,
    emptyOutDir: true,
    // The styles rely on light-dark(): an older target would replace it by something that needs a theme attribute.
    target: ["chrome125", "edge125", "firefox128", "safari17.5"],
    // The security policy allows fonts from files only, not from data: addresses.
    assetsInlineLimit: 0,
    modulePreload: false,
    rolldownOptions: {
      // htmx carries an eval that the pages switch off (allowEval) and their security policy forbids.
      onLog: (level, log, handle) => log.code === "EVAL" || handle(level, log),
      input: { app: `${front}/app.ts`, style: `${front}/styles/index.css` },
      output: {
        entryFileNames: "[name]-[hash].js",
        chunkFileNames: "[name]-[hash].js",
        assetFileNames: "[name]-[hash][extname]",
      },
    },
  },
});
