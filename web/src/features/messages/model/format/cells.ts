import type { InlineNode, Mark } from "../types";

// Two invisible characters that nobody types tell apart what would look the same in a text.
/** Beside a sign: it means formatting here, whatever stands around it. Elsewhere it only parts. */
export const JOINER = "\u2060";
/** After a sign: it is meant as text. After a mention: the second of that name; twice, the third. */
export const TWIN = "\u2063";

const INVISIBLE = /[\u2060\u2063\r]/g;

/** In the order in which the API wants them. */
const MARKS: readonly Mark[] = ["bold", "code", "italic", "strike"];
export const BOLD = 1;
export const CODE = 2;
export const ITALIC = 4;
export const STRIKE = 8;

export type Mention = Extract<InlineNode, { type: "mention" | "mention_all" }>;

/** A stretch of a line in which nothing changes. */
export type Cell = { text: string; mask: number; url: string | null } | { atom: Mention };
type Stretch = Exclude<Cell, { atom: Mention }>;

export function maskOf(marks: readonly Mark[] | undefined): number {
  return (marks ?? []).reduce((mask, mark) => mask | (1 << MARKS.indexOf(mark)), 0);
}

export function marksOf(mask: number): Mark[] {
  return MARKS.filter((_, at) => (mask & (1 << at)) !== 0);
}

export function visible(text: string): string {
  return text.replace(INVISIBLE, "");
}

export function isBlank(text: string): boolean {
  return text.trim() === "";
}

/** Only addresses that may be opened; anything else is left to be text. */
export function linkAddress(raw: string): string | null {
  return raw.length <= 2048 && /^(?:https?:\/\/|mailto:)[^\s<>]+$/i.test(raw) ? raw : null;
}

/** Lines of cells: line breaks carry no marks and are no part of a link. */
export function linesOf(nodes: readonly InlineNode[]): Cell[][] {
  const lines: Cell[][] = [[]];
  for (const node of nodes) {
    if (node.type === "mention" || node.type === "mention_all") {
      (lines[lines.length - 1] as Cell[]).push({ atom: node });
      continue;
    }
    const url = node.type === "link" ? linkAddress(node.url) : null;
    const mask = maskOf(node.marks);
    visible(node.text)
      .split("\n")
      .forEach((text, at) => {
        if (at > 0) lines.push([]);
        if (text !== "") (lines[lines.length - 1] as Cell[]).push({ text, mask, url });
      });
  }
  return lines.map(settled);
}

/**
 * One form of many that look alike: equal neighbours are one; blanks at the edge of bold, italic or
 * struck words belong to no mark, because they could not be written down; a link of blanks is none.
 */
function settled(line: Cell[]): Cell[] {
  const joined = merged(line).map((cell) =>
    "atom" in cell || cell.url === null || !isBlank(cell.text) ? cell : { ...cell, url: null },
  );
  return merged(unmarkedBlanks(joined));
}

function merged(line: Cell[]): Cell[] {
  const out: Cell[] = [];
  for (const cell of line) {
    const last = out[out.length - 1];
    if (
      last !== undefined &&
      !("atom" in last) &&
      !("atom" in cell) &&
      last.mask === cell.mask &&
      last.url === cell.url
    )
      out[out.length - 1] = { ...last, text: last.text + cell.text };
    else out.push(cell);
  }
  return out;
}

/** Blanks outside code and links: `free` pieces, whose marks their solid neighbours decide. */
function unmarkedBlanks(line: Cell[]): Cell[] {
  const pieces: { cell: Cell; free: boolean }[] = [];
  for (const cell of line) {
    if ("atom" in cell || cell.url !== null || (cell.mask & CODE) !== 0) pieces.push({ cell, free: false });
    else
      for (const text of cell.text.match(/\s+|\S+/g) ?? [])
        pieces.push({ cell: { ...cell, text }, free: isBlank(text) });
  }
  const solid = (piece: { cell: Cell; free: boolean }) => ("atom" in piece.cell ? 0 : piece.cell.mask);
  const before: number[] = [];
  let mask = 0;
  for (const piece of pieces) {
    before.push(mask);
    if (!piece.free) mask = solid(piece);
  }
  mask = 0;
  for (let at = pieces.length - 1; at >= 0; at--) {
    const piece = pieces[at] as (typeof pieces)[number];
    if (!piece.free) mask = solid(piece);
    else
      piece.cell = { ...(piece.cell as Stretch), mask: (piece.cell as Stretch).mask & (before[at] as number) & mask };
  }
  return pieces.map((piece) => piece.cell);
}

/** Whether a line has nothing in it that could be seen; blanks in code can. */
export function emptyLine(line: readonly Cell[]): boolean {
  return line.every((cell) => !("atom" in cell) && (cell.mask & CODE) === 0 && isBlank(cell.text));
}

export function nodesOf(lines: readonly Cell[][]): InlineNode[] {
  const cells = lines.flatMap((line, at) => (at === 0 ? line : [{ text: "\n", mask: 0, url: null }, ...line]));
  return merged(cells).map((cell) => {
    if ("atom" in cell) return cell.atom;
    const marks = cell.mask === 0 ? {} : { marks: marksOf(cell.mask) };
    if (cell.url !== null) return { type: "link", url: cell.url, text: cell.text, ...marks };
    return { type: "text", text: cell.text, ...marks };
  });
}
