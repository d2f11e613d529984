// Holds what a person waits for within its budget, compressed: the first page of somebody signed in
// (the entry, the frame, the list of conversations, with what they import statically), and what a
// first conversation needs beyond that.
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const steps = [
  {
    name: "first page",
    budget: { js: 180, css: 25 }, // KB
    parts: ["index.html", "src/app/shell/index.tsx", "src/features/messages/index.tsx"],
  },
  { name: "a conversation more", budget: { js: 80, css: 15 }, parts: ["src/features/messages/chat/ChatPane.tsx"] },
];
const manifest = JSON.parse(readFileSync("dist/manifest.json", "utf8"));
const seen = new Set();
const weigh = (file) => gzipSync(readFileSync(`dist/${file}`), { level: 9 }).length / 1024;

function walk(chunk, size) {
  if (!chunk || seen.has(chunk.file)) return;
  seen.add(chunk.file);
  size.js += weigh(chunk.file);
  for (const css of chunk.css ?? []) {
    if (!seen.has(css)) size.css += weigh(css);
    seen.add(css);
  }
  for (const name of chunk.imports ?? []) walk(manifest[name], size);
}

let over = false;
for (const { name, budget, parts } of steps) {
  const size = { js: 0, css: 0 };
  for (const part of parts) {
    if (manifest[part] === undefined) throw new Error(`the build has no ${part}`);
    walk(manifest[part], size);
  }
  for (const kind of ["js", "css"]) {
    const late = size[kind] > budget[kind];
    over ||= late;
    console.log(`${name} ${kind}: ${size[kind].toFixed(1)} KB gz of ${budget[kind]}${late ? "  TOO MUCH" : ""}`);
  }
}
process.exit(over ? 1 : 0);
