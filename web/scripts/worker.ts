import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import type { Plugin } from "vite";

/** Larger files (rare readers and editors) are fetched when they are wanted. */
const LARGEST = 400_000;

/**
 * Gives the service worker the list of this build's files. It is made from what the bundler emits,
 * not from a pattern: a chunk that the bundler invents is in it too.
 */
export function workerFiles(publicDir: string): Plugin {
  return {
    name: "worker-files",
    enforce: "post",
    generateBundle: {
      order: "post",
      handler(_options, bundle) {
        const worker = bundle["sw.js"];
        if (worker?.type !== "chunk") throw new Error("the build has no sw.js");
        if (worker.imports.length > 0 || worker.exports.length > 0) throw new Error("sw.js must stand alone");
        const emitted = Object.values(bundle).filter((file) => {
          if (file.fileName === "sw.js" || !file.fileName.startsWith("assets/")) return false;
          return Buffer.byteLength(file.type === "chunk" ? file.code : file.source) <= LARGEST;
        });
        const files = ["/", ...readdirSync(publicDir), ...emitted.map((file) => file.fileName)]
          .filter((name) => !name.startsWith("."))
          .map((name) => (name === "/" ? name : `/${name}`))
          .sort();
        // Names in assets tell their content; the page and the public files do not.
        const hash = createHash("sha256").update(files.join("\n")).update(worker.code);
        for (const name of readdirSync(publicDir)) hash.update(readFileSync(`${publicDir}/${name}`));
        const page = bundle["index.html"];
        if (page?.type === "asset") hash.update(page.source);
        const version = hash.digest("hex").slice(0, 12);
        worker.code = `const BUILD=${JSON.stringify({ version, files })};${worker.code}`;
      },
    },
  };
}
