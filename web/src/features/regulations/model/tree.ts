import type { Kind } from "../api/types";

/** What the trees of this room have in common. */
interface Branch<T> {
  kind: Kind;
  number: string;
  title: string;
  text: string;
  children: T[] | null;
}

/** A node with where it stands. */
export interface Placed<T> {
  node: T;
  depth: number;
  /** What it lies in, outermost first. */
  above: T[];
}

/** All nodes in reading order. */
export function flat<T extends Branch<T>>(items: readonly T[]): Placed<T>[] {
  const out: Placed<T>[] = [];
  const walk = (nodes: readonly T[], above: T[]) => {
    for (const node of nodes) {
      out.push({ node, depth: above.length, above });
      walk(node.children ?? [], [...above, node]);
    }
  };
  walk(items, []);
  return out;
}

/** Number and title as one line; those without either are named by their first words. */
export function headingOf(node: Pick<Branch<never>, "number" | "title" | "text">): string {
  const title = node.title.replace(/[：:]\s*$/, "");
  if (node.number + title !== "") return joined(node.number, title);
  const first = node.text.split("\n", 1)[0] ?? "";
  return first.length > 24 ? `${first.slice(0, 24)}…` : first;
}

/** What belongs together behind each other, with a space where the first has no punctuation at its end. */
export function joined(a: string, b: string): string {
  return a === "" || b === "" || /[、：）．。]$/.test(a) ? a + b : `${a} ${b}`;
}

/** An entry of the table of contents. */
export interface Entry {
  id: string;
  label: string;
  depth: number;
  /** The outermost part that it lies in, or is. */
  root: string;
}

/**
 * The table of contents: chapters, sections, and articles that have a title; where a regulation has
 * neither chapters nor sections, its outermost nodes whatever they are.
 */
export function contentsOf<T extends Branch<T> & { id: string }>(items: readonly T[]): Entry[] {
  const all = flat(items);
  const parted = all.some(({ node }) => node.kind === "chapter" || node.kind === "section");
  return all
    .filter(({ node, depth }) =>
      parted
        ? node.kind === "chapter" || node.kind === "section" || (node.kind === "article" && node.title !== "")
        : depth === 0,
    )
    .map(({ node, depth, above }) => ({ id: node.id, label: headingOf(node), depth, root: above[0]?.id ?? node.id }));
}

/** Whether a node's own words contain what is searched, however it is cased. */
export function says(node: Pick<Branch<never>, "number" | "title" | "text">, query: string): boolean {
  const wanted = query.toLowerCase();
  return [node.number, node.title, node.text].some((words) => words.toLowerCase().includes(wanted));
}

/** A text in pieces, those that were searched marked. */
export function pieces(text: string, query: string): { text: string; hit: boolean }[] {
  const lower = text.toLowerCase();
  const wanted = query.toLowerCase();
  // A few letters have more than one unit in lower case; places would be wrong then.
  if (wanted === "" || lower.length !== text.length) return [{ text, hit: false }];
  const out: { text: string; hit: boolean }[] = [];
  for (let from = 0; from < text.length; ) {
    const found = lower.indexOf(wanted, from);
    const upto = found < 0 ? text.length : found;
    if (upto > from) out.push({ text: text.slice(from, upto), hit: false });
    if (found < 0) break;
    from = found + wanted.length;
    out.push({ text: text.slice(found, from), hit: true });
  }
  return out;
}
