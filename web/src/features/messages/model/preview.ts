import type { Conversation } from "./types";

export type Prefix = "draft" | "mentioned" | "count" | "marked" | null;

/** Of several prefixes only the most urgent is shown: draft, then a mention, then the muted count. */
export function prefixOf(c: Conversation, open: boolean): Prefix {
  if (c.draft !== null && c.draft.text.trim() !== "" && !open) return "draft";
  if (c.mentioned) return "mentioned";
  if (c.muted && c.unread > 1) return "count";
  return null;
}

/** One line: line breaks and runs of blanks become one blank. */
export function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim().slice(0, 120);
}
