// What others made that is in the bundles, with the whole text of each licence.
import { existsSync, readdirSync, readFileSync } from "node:fs";

const at = (name) => new URL(name, import.meta.url);

// The packages that esbuild put into a bundle: as it says itself, those that others need included.
export function bundled(result) {
  const names = Object.keys(result.metafile.inputs).map((path) => /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1]);
  return names.filter(Boolean);
}

export function licenses(names) {
  const parts = [...new Set(names)].sort().map((name) => {
    const { version, license } = JSON.parse(readFileSync(at(`node_modules/${name}/package.json`)));
    return `==== ${name} ${version}, ${license}\n\n${text(name).trim()}\n`;
  });
  const head = "What others made and this folder holds, and the licences under which they gave it.\n";
  return [head, "==== The outlines of world.svg\n\nMade with Natural Earth, which is in the public domain.\n", ...parts].join("\n");
}

// The file of the package, or ours where it came without one.
function text(name) {
  const file = readdirSync(at(`node_modules/${name}`)).find((one) => /^licen[cs]e/i.test(one));
  const path = at(file ? `node_modules/${name}/${file}` : `licenses/${name}.txt`);
  if (!existsSync(path)) throw new Error(`${name} has no text of its licence: put it into web/licenses/${name}.txt`);
  return readFileSync(path, "utf8");
}
