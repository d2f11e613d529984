import type { Pick } from "./text";

/** The word after "@" in which the caret stands, or null. A blank or a second "@" ends it. */
export function mentionQuery(text: string, caret: number): { from: number; query: string } | null {
  const before = text.slice(0, caret);
  const from = before.lastIndexOf("@");
  if (from < 0) return null;
  const query = before.slice(from + 1);
  if (/\s/.test(query) || characters(query) > 20) return null;
  // In the middle of an address like a@b the sign begins no mention.
  const previous = before[from - 1];
  if (previous !== undefined && /[A-Za-z0-9._-]/.test(previous)) return null;
  return { from, query };
}

export interface Edited {
  text: string;
  caret: number;
}

/** `sign` tells apart who else has the name. */
export function insertMention(text: string, from: number, caret: number, pick: Pick, sign = ""): Edited {
  const word = `@${pick.name}${sign} `;
  return { text: text.slice(0, from) + word + text.slice(caret), caret: from + word.length };
}

export function insertAt(text: string, start: number, end: number, piece: string): Edited {
  return { text: text.slice(0, start) + piece + text.slice(end), caret: start + piece.length };
}

function characters(text: string): number {
  return [...text].length;
}
