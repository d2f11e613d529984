import type { Content, TextContent, TextNode } from "./types";

/** Limits of one message; the server refuses what passes them. */
export const MAX_CHARACTERS = 10_000;
export const COUNTER_FROM = 9_500;

/** Counted as the server counts: code points, not UTF-16 units, so that an emoji is one. */
export function characters(text: string): number {
  let count = 0;
  for (const _ of text) count++;
  return count;
}

/** The words alone, as they are copied: blocks on lines of their own, lists with their signs. */
export function plainText(content: Content | null, everyone: string): string {
  if (content === null || content.type !== "text") return "";
  let text = "";
  let afterBlock = false;
  for (const node of content.nodes) {
    const block = node.type === "code_block" || node.type === "quote" || node.type === "list";
    if ((block || afterBlock) && text !== "" && !text.endsWith("\n")) text += "\n";
    text += textOf(node, everyone);
    afterBlock = block;
  }
  return text;
}

/** The words of one node, as they would be read aloud. */
export function textOf(node: TextNode, everyone: string): string {
  switch (node.type) {
    case "mention":
      return `@${node.name}`;
    case "mention_all":
      return `@${everyone}`;
    case "quote":
      return node.nodes.map((inner) => textOf(inner, everyone)).join("");
    case "list":
      return node.items
        .map((item, at) => (node.ordered ? `${at + 1}. ` : "- ") + item.map((i) => textOf(i, everyone)).join(""))
        .join("\n");
    default:
      return node.text;
  }
}

export function mentions(content: Content | null, accountId: string): boolean {
  if (content === null || content.type !== "text") return false;
  return content.nodes.some(
    (node) => node.type === "mention_all" || (node.type === "mention" && node.account_id === accountId),
  );
}

export interface Pick {
  /** null means everybody. */
  account_id: string | null;
  name: string;
}

/**
 * Turns the text of the box into nodes. A mention is "@" and a picked name; the longest name wins,
 * and a name that is only the beginning of a longer word of Latin letters is no mention.
 */
export function toContent(text: string, picks: Pick[]): TextContent {
  const known = [...picks].sort((a, b) => b.name.length - a.name.length);
  const nodes: TextNode[] = [];
  let plain = "";
  const flush = () => {
    if (plain !== "") nodes.push({ type: "text", text: plain });
    plain = "";
  };
  for (let i = 0; i < text.length; ) {
    const pick = text[i] === "@" ? known.find((p) => startsMention(text, i + 1, p.name)) : undefined;
    if (pick === undefined) {
      plain += text[i];
      i++;
      continue;
    }
    flush();
    nodes.push(
      pick.account_id === null
        ? { type: "mention_all" }
        : { type: "mention", account_id: pick.account_id, name: pick.name },
    );
    i += 1 + pick.name.length;
  }
  flush();
  return { type: "text", nodes };
}

function startsMention(text: string, at: number, name: string): boolean {
  if (name === "" || !text.startsWith(name, at)) return false;
  const next = text[at + name.length];
  return !(next !== undefined && /[A-Za-z0-9_]/.test(next) && /[A-Za-z0-9_]$/.test(name));
}

/** The people that a text already mentions, for editing it again. */
export function picksOf(content: Content | null, everyone: string): Pick[] {
  if (content === null || content.type !== "text") return [];
  const picks: Pick[] = [];
  for (const node of content.nodes) {
    if (node.type === "mention") picks.push({ account_id: node.account_id, name: node.name });
    if (node.type === "mention_all") picks.push({ account_id: null, name: everyone });
  }
  return picks;
}

export type Piece = { type: "text"; text: string } | { type: "link"; href: string; text: string };

const LINK = /https?:\/\/[^\s<>"'`，。；：！？、（）【】《》「」『』“”‘’]+/gi;

/** Only http and https become links; closing punctuation of the sentence stays outside. */
export function linked(text: string): Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  for (const match of text.matchAll(LINK)) {
    const raw = trimmedLink(match[0]);
    const href = safeHref(raw);
    if (href === null) continue;
    if (match.index > from) pieces.push({ type: "text", text: text.slice(from, match.index) });
    pieces.push({ type: "link", href, text: raw });
    from = match.index + raw.length;
  }
  if (from < text.length) pieces.push({ type: "text", text: text.slice(from) });
  return pieces;
}

function trimmedLink(raw: string): string {
  let text = raw.replace(/[.,;:!?]+$/, "");
  while (/[)\]}]$/.test(text) && unbalanced(text)) text = text.slice(0, -1);
  return text.replace(/[.,;:!?]+$/, "");
}

function unbalanced(text: string): boolean {
  const open = (text.match(/[([{]/g) ?? []).length;
  return (text.match(/[)\]}]/g) ?? []).length > open;
}

function safeHref(raw: string): string | null {
  try {
    const url = new URL(raw);
    return url.protocol === "http:" || url.protocol === "https:" ? url.href : null;
  } catch {
    return null;
  }
}
