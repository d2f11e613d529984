import type { Plugin } from "vite";

/** What keeps the first load light. */

const icons = [
  "alarm-clock-check",
  "folder-open",
  "message-circle",
  "moon",
  "notebook-pen",
  "pin",
  "plus",
  "scroll-text",
  "settings",
  "shield-check",
  "stamp",
  "sun",
  "users-round",
];
const stores = ["acknowledgement/state/waiting", "approvals/state/counts", "collected/state/due"];

/** A few lines each, and all of them in the frame: one by one they weigh more in wrapping than in content. */
export const frame = new RegExp(
  `/lucide-react/dist/esm/(?:[^/]+|shared/.+|icons/(?:${icons.join("|")}))\\.m?js$|/src/features/(?:${stores.join("|")})\\.ts$`,
);

/** Set by the plugin, asked by the build a moment later. */
let known: ReadonlySet<string> = new Set();

/**
 * Parts that are fetched late name what they need, so that all of it is fetched at once. What the first script itself
 * imports is there before any of them: leaving it out spares every list of names those bytes.
 */
export const knownFiles = (): Plugin => ({
  name: "known-files",
  enforce: "pre",
  generateBundle(_, bundle) {
    const files = new Set<string>();
    const walk = (name: string) => {
      const chunk = bundle[name];
      if (chunk?.type !== "chunk" || files.has(name)) return;
      files.add(name);
      for (const css of chunk.viteMetadata?.importedCss ?? []) files.add(css);
      for (const next of chunk.imports) walk(next);
    };
    for (const chunk of Object.values(bundle)) {
      if (chunk.type === "chunk" && chunk.isEntry && chunk.name === "index") walk(chunk.fileName);
    }
    known = files;
  },
});

export const unknownOf = (_: string, files: string[]): string[] => files.filter((name) => !known.has(name));
