import type { Content, TextNode } from "./types";

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

/** Whether a message calls somebody, also within a quote or a list. */
export function mentions(content: Content | null, accountId: string): boolean {
  if (content === null || content.type !== "text") return false;
  const calls = (node: TextNode): boolean => {
    if (node.type === "quote") return node.nodes.some(calls);
    if (node.type === "list") return node.items.some((item) => item.some(calls));
    return node.type === "mention_all" || (node.type === "mention" && node.account_id === accountId);
  };
  return content.nodes.some(calls);
}

export interface Pick {
  /** null means everybody. */
  account_id: string | null;
  name: string;
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
