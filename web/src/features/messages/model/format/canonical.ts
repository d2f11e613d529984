import type { BlockNode, InlineNode, TextNode } from "../types";
import { type Cell, CODE, emptyLine, isBlank, linesOf, nodesOf, visible } from "./cells";

export const MAX_NODES = 200;
export const MAX_ITEMS = 100;
const LANGUAGE = /^[a-z0-9+#-]{1,20}$/;

export function isInline(node: TextNode): node is InlineNode {
  return node.type !== "code_block" && node.type !== "quote" && node.type !== "list";
}

/** The parts of a message one after the other: stretches of inline nodes, and blocks. */
export function partsOf(nodes: readonly TextNode[]): (InlineNode[] | BlockNode)[] {
  const parts: (InlineNode[] | BlockNode)[] = [];
  for (const node of nodes) {
    const last = parts[parts.length - 1];
    if (!isInline(node)) parts.push(node);
    else if (Array.isArray(last)) last.push(node);
    else parts.push([node]);
  }
  return parts;
}

/**
 * The one form of a content that is sent: writing it as text and reading that again gives the same.
 * Empty lines beside a block say nothing, as the block stands apart anyhow.
 */
export function canonical(nodes: readonly TextNode[]): TextNode[] {
  const parts = filled(partsOf(shortLists(nodes)));
  return parts.flatMap<TextNode>((part, at) => {
    if (!Array.isArray(part)) return [part];
    let lines = linesOf(part);
    if (parts.length > 1) lines = withoutEmptyEdges(lines, at > 0, at < parts.length - 1);
    if (at === 0) lines = trimmedStart(lines);
    if (at === parts.length - 1) lines = trimmedEnd(lines);
    return nodesOf(lines);
  });
}

/** Without blocks in which nothing is; what stood around such a block stays on lines of its own. */
function filled(parts: (InlineNode[] | BlockNode)[]): (InlineNode[] | BlockNode)[] {
  const out: (InlineNode[] | BlockNode)[] = [];
  for (const part of parts) {
    const kept = Array.isArray(part) ? part : block(part);
    const last = out[out.length - 1];
    if (Array.isArray(kept) && Array.isArray(last))
      out[out.length - 1] = [...last, { type: "text", text: "\n" }, ...kept];
    else if (kept !== null && !(Array.isArray(kept) && linesOf(kept).every(emptyLine))) out.push(kept);
  }
  return out;
}

/** Inline nodes of a quote or an item of a list, without blanks around them. */
export function trimmed(nodes: readonly InlineNode[]): InlineNode[] {
  return nodesOf(trimmedEnd(trimmedStart(linesOf(nodes))));
}

function block(node: BlockNode): BlockNode | null {
  if (node.type === "code_block") {
    const text = visible(node.text);
    const language = node.language?.toLowerCase() ?? "";
    if (isBlank(text)) return null;
    return LANGUAGE.test(language) ? { type: "code_block", text, language } : { type: "code_block", text };
  }
  if (node.type === "quote") {
    const nodes = trimmed(node.nodes);
    return nodes.length === 0 ? null : { type: "quote", nodes };
  }
  const items = node.items.map(trimmed).filter((item) => item.length > 0);
  return items.length === 0 ? null : { type: "list", ordered: node.ordered, items };
}

/** A list may have so many items; what is beyond keeps its sign as text. */
function shortLists(nodes: readonly TextNode[]): TextNode[] {
  return nodes.flatMap<TextNode>((node) => {
    if (node.type !== "list" || node.items.length <= MAX_ITEMS) return [node];
    const rest = node.items.slice(MAX_ITEMS).flatMap<InlineNode>((item, at) => {
      const sign = node.ordered ? `${MAX_ITEMS + at + 1}. ` : "- ";
      return [{ type: "text", text: at === 0 ? sign : `\n${sign}` }, ...item];
    });
    return [{ ...node, items: node.items.slice(0, MAX_ITEMS) }, ...rest];
  });
}

function withoutEmptyEdges(lines: Cell[][], start: boolean, end: boolean): Cell[][] {
  let from = 0;
  let to = lines.length;
  while (start && from < to && emptyLine(lines[from] as Cell[])) from++;
  while (end && to > from && emptyLine(lines[to - 1] as Cell[])) to--;
  return lines.slice(from, to);
}

function trimmedStart(lines: Cell[][]): Cell[][] {
  const [first, ...rest] = withoutEmptyEdges(lines, true, false);
  return first === undefined ? [] : [edge(first, 0, (text) => text.trimStart()), ...rest];
}

function trimmedEnd(lines: Cell[][]): Cell[][] {
  const kept = withoutEmptyEdges(lines, false, true);
  const last = kept.pop();
  return last === undefined ? [] : [...kept, edge(last, last.length - 1, (text) => text.trimEnd())];
}

/** Blanks in code and in links are part of what is shown, so they stay. */
function edge(line: Cell[], at: number, trim: (text: string) => string): Cell[] {
  const cell = line[at];
  if (cell === undefined || "atom" in cell || cell.url !== null || (cell.mask & CODE) !== 0) return line;
  const text = trim(cell.text);
  if (text === cell.text) return line;
  return text === "" ? line.filter((_, i) => i !== at) : line.map((old, i) => (i === at ? { ...cell, text } : old));
}

/** The same words and mentions without any formatting. */
export function unformatted(nodes: readonly TextNode[]): TextNode[] {
  const bare = (node: InlineNode): InlineNode =>
    node.type === "text" || node.type === "link" ? { type: "text", text: node.text } : node;
  return canonical(
    nodes.flatMap<TextNode>((node, at) => {
      if (isInline(node)) return [bare(node)];
      const lines: InlineNode[][] =
        node.type === "list"
          ? node.items.map((item, n) => [{ type: "text", text: node.ordered ? `${n + 1}. ` : "- " }, ...item.map(bare)])
          : node.type === "quote"
            ? [node.nodes.map(bare)]
            : [[{ type: "text", text: node.text }]];
      const stretch = lines.flatMap<InlineNode>((line, n) =>
        n === 0 ? line : [{ type: "text", text: "\n" }, ...line],
      );
      const breakBefore: InlineNode[] = at > 0 ? [{ type: "text", text: "\n" }] : [];
      const breakAfter: InlineNode[] =
        at < nodes.length - 1 && isInline(nodes[at + 1] as TextNode) ? [{ type: "text", text: "\n" }] : [];
      return [...breakBefore, ...stretch, ...breakAfter];
    }),
  );
}

/** Counted as the server counts: every node, also inside quotes and lists. */
export function countNodes(nodes: readonly TextNode[]): number {
  return nodes.reduce((sum, node) => {
    if (node.type === "quote") return sum + 1 + node.nodes.length;
    if (node.type === "list") return sum + 1 + node.items.reduce((n, item) => n + item.length, 0);
    return sum + 1;
  }, 0);
}
