import type { Pick } from "../text";
import type { InlineNode, TextNode } from "../types";
import { canonical, partsOf } from "./canonical";
import { BOLD, type Cell, CODE, ITALIC, JOINER, linesOf, STRIKE, TWIN } from "./cells";
import { parse } from "./parse";

export interface Written {
  text: string;
  /** Who is meant by the names behind "@". */
  picks: Pick[];
}

/**
 * Writes nodes as the text that `parse` reads as the same (canonical) nodes. Signs that are meant as text
 * are kept from being read by an invisible joiner, on those lines only that need it.
 */
export function serialise(nodes: readonly TextNode[], everyone: string): Written {
  const content = canonical(nodes);
  const picks = picksIn(content, everyone);
  const light = write(content, picks, everyone, false);
  if (same(parse(light, picks), content)) return { text: light, picks };
  return { text: write(content, picks, everyone, true), picks };
}

export function same(a: readonly TextNode[], b: readonly TextNode[]): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function picksIn(nodes: readonly TextNode[], everyone: string): Pick[] {
  const picks: Pick[] = [];
  const add = (pick: Pick) => {
    if (!picks.some((p) => p.account_id === pick.account_id)) picks.push(pick);
  };
  const visit = (node: TextNode): void => {
    if (node.type === "mention") add({ account_id: node.account_id, name: node.name });
    else if (node.type === "mention_all") add({ account_id: null, name: everyone });
    else if (node.type === "quote") node.nodes.forEach(visit);
    else if (node.type === "list") for (const item of node.items) item.forEach(visit);
  };
  nodes.forEach(visit);
  return picks;
}

function write(nodes: readonly TextNode[], picks: readonly Pick[], everyone: string, armed: boolean): string {
  const lines: string[] = [];
  const inline = (run: readonly InlineNode[]) => linesOf(run).map((line) => writeLine(line, picks, everyone, armed));
  let before: TextNode | null = null;
  for (const part of partsOf(nodes)) {
    const block = Array.isArray(part) ? null : part;
    // Two of a kind would become one.
    if (block !== null && before !== null && block.type === before.type) lines.push("");
    before = block;
    if (block === null) {
      const joiner = armed ? JOINER : "";
      for (const line of inline(part as InlineNode[])) lines.push(line === "" ? "" : joiner + line);
    } else if (block.type === "code_block") {
      const ticks = "`".repeat(fence(block.text));
      lines.push(ticks + (block.language ?? ""), ...block.text.split("\n"), ticks);
    } else if (block.type === "quote")
      lines.push(...inline(block.nodes).map((line) => (line === "" ? ">" : `> ${line}`)));
    else if (block.type === "list")
      block.items.forEach((item, at) => {
        const [first = "", ...more] = inline(item);
        lines.push((block.ordered ? `${at + 1}. ` : "- ") + first, ...more.map((line) => `  ${line}`));
      });
  }
  return lines.join("\n");
}

/** Longer than any line of ticks in the code. */
function fence(code: string): number {
  return Math.max(3, ...[...code.matchAll(/^(`{3,})[ \t]*$/gm)].map((m) => (m[1] as string).length + 1));
}

const SIGNS: readonly (readonly [number, string])[] = [
  [BOLD, "**"],
  [ITALIC, "*"],
  [STRIKE, "~~"],
];

function writeLine(line: readonly Cell[], picks: readonly Pick[], everyone: string, armed: boolean): string {
  let out = "";
  let mask = 0;
  let url: string | null = null;
  const turn = (to: number, target: string | null) => {
    const joiner = armed ? JOINER : "";
    for (const [kind, sign] of SIGNS) if ((mask & kind) !== 0 && (to & kind) === 0) out += joiner + sign + joiner;
    if (url !== target && url !== null) out += `](${/[()]/.test(url) ? `<${url}>` : url})`;
    if (url !== target && target !== null) out += "[";
    for (const [kind, sign] of SIGNS) if ((mask & kind) === 0 && (to & kind) !== 0) out += joiner + sign + joiner;
    mask = to;
    url = target;
  };
  for (const cell of line) {
    if ("atom" in cell) {
      // A mention has no marks of its own and may stand within those of its neighbours.
      turn(0, null);
      out += writeMention(cell.atom, picks, everyone, armed);
      continue;
    }
    turn(cell.mask & ~CODE, cell.url);
    if ((cell.mask & CODE) !== 0) out += `\`${armed ? cell.text.replaceAll("`", `\`${TWIN}`) : cell.text}\``;
    else out += armed ? armour(cell.text) : cell.text;
  }
  turn(0, null);
  return out;
}

function armour(text: string): string {
  return text.replace(/\*+|~+|`|\[|\]|@/g, (sign) => sign + TWIN);
}

function writeMention(
  node: Extract<Cell, { atom: unknown }>["atom"],
  picks: readonly Pick[],
  everyone: string,
  armed: boolean,
): string {
  const name = node.type === "mention" ? node.name : everyone;
  const id = node.type === "mention" ? node.account_id : null;
  const which = picks.filter((pick) => pick.name === name).findIndex((pick) => pick.account_id === id);
  return `@${name}${TWIN.repeat(Math.max(0, which))}${armed ? JOINER : ""}`;
}
