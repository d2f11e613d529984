import { furthest, longest } from "./marks";
import type { Content, Message, Quoted } from "./types";

export function mineOf(message: Message, me: string): boolean {
  return message.kind !== "system" && message.sender_id === me;
}

/**
 * Joins two sights of the same message. Most parts only ever grow (edits count up, a recall and a
 * correction stay, readers and confirmations add up); marks come and go, so there the later answer
 * of the server counts. The result is the same in whatever order sights arrive and however often.
 */
export function join(a: Message, b: Message, me: string): Message {
  if (same(a, b)) return a;
  const newer = b.edit_count >= a.edit_count ? b : a;
  const older = newer === b ? a : b;
  const recalled = earlier(a.recalled, b.recalled);
  const merged: Message = {
    ...newer,
    client_id: newer.client_id ?? older.client_id,
    recalled,
    corrected_by_seq: newest(a.corrected_by_seq, b.corrected_by_seq),
    content: contentOf(newer.content, older, newer, recalled !== null, me),
  };
  merged.recallable_until_at = newer.recallable_until_at ?? older.recallable_until_at;
  // A frame is shared by all members and carries no read state: what is missing says nothing.
  merged.read_count = newest(a.read_count, b.read_count);
  merged.reader_total = newer.reader_total ?? older.reader_total;
  merged.thread = longest(a.thread, b.thread);
  merged.receipt = a.receipt === null || b.receipt === null ? (a.receipt ?? b.receipt) : furthest(a.receipt, b.receipt);
  const told = later(a, b);
  const { reactions, pinned, starred, later: put } = told;
  Object.assign(merged, { reactions, pinned, starred, later: put });
  merged.quoted = quotedOf(a.quoted, b.quoted, told);
  if (told.told_at === undefined) delete merged.told_at;
  else merged.told_at = told.told_at;
  return same(a, merged) ? a : merged;
}

/** Which of two sights knows the marks better. A frame knows nothing of the reader's own. */
function later(a: Message, b: Message): Message {
  const [x, y] = [a.told_at ?? Number.NEGATIVE_INFINITY, b.told_at ?? Number.NEGATIVE_INFINITY];
  if (x !== y) return x > y ? a : b;
  return marksOf(a) >= marksOf(b) ? a : b;
}

function marksOf({ reactions, pinned, starred, later: put, quoted }: Message): string {
  return canonical([reactions, pinned, starred, put, quoted]);
}

/** What is quoted may be recalled at any time, and then stays so. */
function quotedOf(a: Quoted | null, b: Quoted | null, told: Message): Quoted | null {
  if (a === null || b === null) return a ?? b;
  const known = told.quoted ?? a;
  return a.recalled || b.recalled ? withdrawn(known) : known;
}

export function withdrawn(quoted: Quoted): Quoted {
  const { title: _, ...rest } = quoted;
  return { ...rest, recalled: true, excerpt: "", media: "none" };
}

/** Recalled content vanishes for everybody but its author, who may edit it again. */
function contentOf(
  newest: Content | null,
  older: Message,
  newer: Message,
  recalled: boolean,
  me: string,
): Content | null {
  if (recalled && !mineOf(newer, me)) return null;
  return newest ?? older.content;
}

function earlier<T extends { at: number }>(a: T | null, b: T | null): T | null {
  if (a === null || b === null) return a ?? b;
  return a.at <= b.at ? a : b;
}

function newest(a: number | null, b: number | null): number | null {
  if (a === null || b === null) return a ?? b;
  return Math.max(a, b);
}

function same(a: Message, b: Message): boolean {
  return a === b || canonical(a) === canonical(b);
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) => {
    if (inner === null || typeof inner !== "object" || Array.isArray(inner)) return inner;
    return Object.fromEntries(Object.entries(inner).sort(([x], [y]) => (x < y ? -1 : 1)));
  });
}
