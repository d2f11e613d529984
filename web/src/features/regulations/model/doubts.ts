import type { Doubt, Part, RegulationImport } from "../api/imports";
import { flat, type Placed } from "./tree";

/** A part with the doubts that lie in it. */
export interface Doubtful extends Placed<Part> {
  doubts: Doubt[];
}

export interface Spread {
  parts: Doubtful[];
  /** Doubts before the first part: in the title or in what stands under it. */
  top: Doubt[];
}

/**
 * Puts each doubt at the part in which it lies. Parts and doubts know their lines; where one line became
 * several parts, a doubt belongs to the first one from there on that has its words.
 */
export function spread(one: Pick<RegulationImport, "items" | "doubts">): Spread {
  const parts = flat(one.items).map((p): Doubtful => ({ ...p, doubts: [] }));
  const top: Doubt[] = [];
  const ordered = [...one.doubts].sort((a, b) => a.line - b.line || a.column - b.column);
  let from = 0;
  for (const doubt of ordered) {
    let last = -1;
    for (let i = 0; i < parts.length && line(parts[i]) <= doubt.line; i++) last = i;
    if (last < 0) {
      top.push(doubt);
      continue;
    }
    let first = last;
    while (first > 0 && line(parts[first - 1]) === line(parts[last])) first--;
    from = Math.min(Math.max(from, first), last);
    const found = parts.slice(from, last + 1).findIndex(({ node }) => has(node, doubt));
    from = found < 0 ? last : from + found;
    parts[from]?.doubts.push(doubt);
  }
  return { parts, top };
}

const line = (p: Doubtful | undefined): number => p?.node.line ?? 0;

function has(part: Part, doubt: Doubt): boolean {
  const words = needle(doubt);
  return words !== "" && [part.number, part.title, part.text].some((t) => t.includes(words));
}

/** The words by which a doubt is found in what was read. */
export function needle(doubt: Doubt): string {
  if (splits(doubt) || !doubt.applied || doubt.decision === "change") return doubt.text;
  return doubt.proposal;
}

/** Doubts whether something begins a part of its own; there is nothing to write then. */
export const splits = ({ code }: Pick<Doubt, "code">): boolean =>
  ["heading_glued", "list_restart", "number_in_text", "unnumbered_clause"].includes(code);

/** Whether there is a proposal to accept; an empty one takes away what was found. */
export function proposes({ code, proposal }: Pick<Doubt, "code" | "proposal">): boolean {
  const unknown = ["placeholder", "cut_off", "words_missing", "title_missing"].includes(code);
  return proposal !== "" || !unknown;
}

/** How accepting is called: it depends on what is doubtful. */
export function acceptKey(doubt: Pick<Doubt, "code" | "proposal">): "split" | "title" | "number" | "drop" | "replace" {
  if (splits(doubt)) return "split";
  if (doubt.code === "title_glued") return "title";
  if (doubt.code.startsWith("number_")) return "number";
  return doubt.proposal === "" ? "drop" : "replace";
}

/** The doubts that somebody still has to look at. */
export function waiting(one: RegulationImport): Doubt[] {
  if (one.state === "applied") return one.doubts.filter((d) => one.left_open.includes(d.id));
  return one.doubts.filter((d) => d.decision === "");
}

export interface Group {
  code: string;
  open: Doubt[];
  all: number;
}

/** The doubts by kind, in the order in which the kinds appear. */
export function groupsOf(one: RegulationImport): Group[] {
  const open = new Set(waiting(one).map((d) => d.id));
  const groups = new Map<string, Group>();
  for (const d of one.doubts) {
    const group = groups.get(d.code) ?? { code: d.code, open: [], all: 0 };
    group.all++;
    if (open.has(d.id)) group.open.push(d);
    groups.set(d.code, group);
  }
  return [...groups.values()];
}

/** A text in pieces, the doubtful words marked. */
export function doubtPieces(text: string, doubts: readonly Doubt[]): { text: string; hit: boolean }[] {
  const spans: [number, number][] = [];
  for (const doubt of doubts) {
    const words = needle(doubt);
    const at = words === "" ? -1 : text.indexOf(words);
    if (at >= 0) spans.push([at, at + words.length]);
  }
  spans.sort((a, b) => a[0] - b[0]);
  const out: { text: string; hit: boolean }[] = [];
  let upto = 0;
  for (const [from, to] of spans) {
    if (to <= upto) continue;
    const start = Math.max(from, upto);
    if (start > upto) out.push({ text: text.slice(upto, start), hit: false });
    out.push({ text: text.slice(start, to), hit: true });
    upto = to;
  }
  if (upto < text.length) out.push({ text: text.slice(upto), hit: false });
  return out;
}
