// Bundle entry.js into one module of the desk, with the versions and licences of all that is in it.
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const vendor = join(here, "../../src/stoppress/desk/static/desk/vendor");

const { metafile, outputFiles } = await build({
  absWorkingDir: here,
  entryPoints: ["entry.js"],
  bundle: true,
  format: "esm",
  target: "es2020",
  minify: true,
  legalComments: "none",
  charset: "utf8",
  metafile: true,
  write: false,
});

const names = Object.keys(metafile.inputs)
  .map((path) => path.match(/^node_modules\/((?:@[^/]+\/)?[^/]+)\//)?.[1])
  .filter(Boolean);
const packages = [...new Set(names)].sort().map((name) => {
  const folder = join(here, "node_modules", name);
  const { version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  return { name, version, license, text: readFileSync(join(folder, "LICENSE"), "utf8").trim() };
});

const listed = packages.map(({ name, version }) => `${name} ${version}`).join(", ");
const banner = `/*! ${listed}. Licences: prosemirror.LICENSE.txt. Made by tools/composer/build.mjs. */\n`;
const licences = packages.map(({ name, version, license, text }) => `${name} ${version} (${license})\n\n${text}\n`);
const bundle = banner + outputFiles[0].text;
writeFileSync(join(vendor, "prosemirror.js"), bundle);
writeFileSync(join(vendor, "prosemirror.LICENSE.txt"), licences.join(`\n${"-".repeat(80)}\n\n`));
console.log(`${bundle.length} characters: ${listed}`);
