// Holds the first load within its budget: all that the first page of somebody signed in needs before
// it stands - the entry, the frame, the messages - with what they import statically, compressed.
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const budget = { js: 180, css: 25 }; // KB
const manifest = JSON.parse(readFileSync("dist/manifest.json", "utf8"));
const first = ["index.html", "src/app/shell/index.tsx", "src/features/messages/index.tsx"];
const seen = new Set();
const size = { js: 0, css: 0 };
const weigh = (file) => gzipSync(readFileSync(`dist/${file}`), { level: 9 }).length / 1024;

function walk(chunk) {
  if (!chunk || seen.has(chunk.file)) return;
  seen.add(chunk.file);
  size.js += weigh(chunk.file);
  for (const css of chunk.css ?? []) {
    if (!seen.has(css)) size.css += weigh(css);
    seen.add(css);
  }
  for (const name of chunk.imports ?? []) walk(manifest[name]);
}
for (const name of first) {
  if (manifest[name] === undefined) throw new Error(`the build has no ${name}`);
  walk(manifest[name]);
}

let over = false;
for (const kind of ["js", "css"]) {
  const late = size[kind] > budget[kind];
  over ||= late;
  console.log(`first page ${kind}: ${size[kind].toFixed(1)} KB gz of ${budget[kind]}${late ? "  TOO MUCH" : ""}`);
}
process.exit(over ? 1 : 0);
