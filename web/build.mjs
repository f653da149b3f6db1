// Bundle what the browser needs into the package: node build.mjs [FOLDER]
import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { bundled, licenses } from "./licenses.mjs";
import { world } from "./world.mjs";

const here = (name) => fileURLToPath(new URL(name, import.meta.url));
const out = process.argv[2] ?? here("../src/confgraph/site/vendor");
mkdirSync(out, { recursive: true });

const common = { bundle: true, minify: true, target: "es2022", outdir: out, legalComments: "none", logLevel: "warning", metafile: true };
const scripts = await build({ ...common, entryPoints: [here("search.js"), here("sparql.js")], format: "iife" });
const worker = await build({ ...common, entryPoints: [here("worker.js")], format: "esm" });

writeFileSync(`${out}/world.svg`, world());
copyFileSync(here("node_modules/oxigraph/web_bg.wasm"), `${out}/oxigraph.wasm`);
copyFileSync(
  here("node_modules/@fontsource-variable/newsreader/files/newsreader-latin-wght-normal.woff2"),
  `${out}/newsreader.woff2`,
);

writeFileSync(`${out}/licenses.txt`, licenses([...bundled(scripts), ...bundled(worker), "@fontsource-variable/newsreader"]));
