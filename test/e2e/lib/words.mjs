// What the interface says, from its own catalogue, so that a test does not hang on a comma.
import { readFileSync } from "node:fs";

const read = new Map();

const catalogue = (language, page) => {
  const path = new URL(`../../../catalogue/${language}/${page}.json`, import.meta.url);
  if (!read.has(path.href)) read.set(path.href, JSON.parse(readFileSync(path, "utf8")));
  return read.get(path.href);
};

/** A function from "page:key" to the words, with what belongs into them. */
export const wordsIn = (language) => (id, params = {}) => {
  const [page, key] = id.split(":");
  const all = catalogue(language, page);
  const form = params.count === 1 ? `${key}_one` : `${key}_other`;
  const words = all[key] ?? all[form] ?? all[`${key}_other`];
  if (words === undefined) throw new Error(`no words for ${id} in ${language}`);
  return words.replace(/\{\{(\w+)\}\}/g, (_, name) => String(params[name]));
};
