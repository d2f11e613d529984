import { linked } from "./text";
import type { Content, InlineNode, TextContent, TextNode } from "./types";

/** What formatted text asks of whoever shows it; pure. */

export interface ShownLink {
  href: string;
  text: string;
  /** Where the link really leads, where its words do not say so themselves. */
  host: string | null;
}

const SCHEMES = new Set(["http:", "https:", "mailto:"]);

/** Null where the address is none that may be opened: then only the words are shown. */
export function shownLink(url: string, text: string): ShownLink | null {
  let parsed: URL;
  try {
    parsed = new URL(url);
  } catch {
    return null;
  }
  if (!SCHEMES.has(parsed.protocol)) return null;
  const target = parsed.protocol === "mailto:" ? parsed.pathname : parsed.host;
  const words = text.trim() === "" ? url : text;
  return { href: parsed.href, text: words, host: tells(words, parsed) ? null : target };
}

/** Whether the words are the address itself, with or without its scheme and its last slash. */
function tells(words: string, url: URL): boolean {
  const bare = (s: string) => s.replace(/^(https?:\/\/|mailto:)/i, "").replace(/\/$/, "");
  const said = bare(words.trim());
  return said === bare(url.href) || said === bare(decoded(url.href));
}

function decoded(href: string): string {
  try {
    return decodeURI(href);
  } catch {
    return href;
  }
}

/** The first web address that a text names; null when it names none. */
export function firstAddress(nodes: TextNode[]): string | null {
  for (const node of nodes) {
    const inner = node.type === "quote" ? node.nodes : node.type === "list" ? node.items.flat() : null;
    const found = inner === null ? addressOf(node) : firstAddress(inner);
    if (found !== null) return found;
  }
  return null;
}

function addressOf(node: TextNode): string | null {
  if (node.type === "link") return /^https?:/i.test(node.url) ? (shownLink(node.url, "")?.href ?? null) : null;
  if (node.type !== "text" || node.marks?.includes("code")) return null;
  for (const piece of linked(node.text)) if (piece.type === "link") return piece.href;
  return null;
}

export function isBlock(node: TextNode): node is Exclude<TextNode, InlineNode> {
  return node.type === "code_block" || node.type === "quote" || node.type === "list";
}

export type Run = { kind: "inline"; nodes: InlineNode[] } | { kind: "block"; node: Exclude<TextNode, InlineNode> };

/**
 * Inline nodes that stand together, and the blocks between them. A line break beside a block is
 * the block's own edge, so that it does not make an empty line as well.
 */
export function runs(nodes: TextNode[]): Run[] {
  const found: Run[] = [];
  for (const node of nodes) {
    const last = found[found.length - 1];
    if (isBlock(node)) found.push({ kind: "block", node });
    else if (last?.kind === "inline") last.nodes.push(node);
    else found.push({ kind: "inline", nodes: [node] });
  }
  return found.map((run, at) =>
    run.kind === "block" ? run : { ...run, nodes: edged(run.nodes, at > 0, at < found.length - 1) },
  );
}

function edged(nodes: InlineNode[], before: boolean, after: boolean): InlineNode[] {
  const trimmed = nodes.slice();
  const first = trimmed[0];
  if (before && first?.type === "text") trimmed[0] = { ...first, text: first.text.replace(/^\n/, "") };
  const last = trimmed[trimmed.length - 1];
  if (after && last?.type === "text") trimmed[trimmed.length - 1] = { ...last, text: last.text.replace(/\n$/, "") };
  return trimmed;
}

const ONE =
  "(?:[0-9#*]\\uFE0F?\\u20E3|[\\u{1F1E6}-\\u{1F1FF}]{2}|\\p{Extended_Pictographic}(?:\\uFE0F|\\p{Emoji_Modifier})?(?:\\u200D\\p{Extended_Pictographic}(?:\\uFE0F|\\p{Emoji_Modifier})?)*[\\u{E0020}-\\u{E007F}]*)";
const EMOJI = new RegExp(ONE, "gu");
const ONLY = new RegExp(`^(?:\\s*${ONE})+\\s*$`, "u");
/** Written as letters, not as pictures, unless the picture is asked for. */
const LETTERS = /[\u00A9\u00AE\u2122\u2139](?!\uFE0F)/u;
const MOST = 8;

/** How many emoji a message is made of, when it is nothing else and they are few; else 0. */
export function onlyEmoji(content: TextContent): number {
  if (content.nodes.length === 0 || (content.files?.length ?? 0) > 0) return 0;
  let text = "";
  for (const node of content.nodes) {
    if (node.type !== "text" || node.marks !== undefined || text.length > 100) return 0;
    text += node.text;
  }
  if (text.length > 100 || text.includes("\n") || LETTERS.test(text) || !ONLY.test(text)) return 0;
  const count = text.match(EMOJI)?.length ?? 0;
  return count <= MOST ? count : 0;
}

/** Pictures, cards and large emoji stand for themselves; all else stands in a bubble. */
export function isBare(content: Content | null): boolean {
  if (content === null) return false;
  if (content.type === "record" || content.type === "card") return true;
  if (content.type !== "text") return false;
  return onlyEmoji(content) > 0 || (content.nodes.length === 0 && (content.files?.length ?? 0) > 0);
}
