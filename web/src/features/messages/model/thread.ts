import type { ThreadPage } from "./acting";
import { replayed } from "./marks";
import { join } from "./message";
import { type Row, type RowsInput, rowsOf } from "./rows";
import type { Timeline } from "./timeline";
import type { Message } from "./types";

export interface Thread {
  root: Message | null;
  replies: Message[];
}

/** A thread as an answer told it, with what the conversation has heard of it since. */
export function threadOf(page: ThreadPage | undefined, t: Timeline, root: number): Thread {
  const bySeq = new Map<number, Message>();
  const told = page === undefined ? [] : [page.root, ...page.items];
  for (const m of told) bySeq.set(m.seq, t.events.length === 0 ? m : replayed(m, t.events));
  for (const m of [...t.messages, ...t.ahead]) {
    if (m.seq !== root && m.thread_seq !== root) continue;
    const before = bySeq.get(m.seq);
    bySeq.set(m.seq, before === undefined ? m : replayed(join(before, m, t.me), t.events));
  }
  const first = bySeq.get(root) ?? null;
  bySeq.delete(root);
  return { root: first, replies: [...bySeq.values()].sort((a, b) => a.seq - b.seq) };
}

/** The rows of a thread: its first message, how many have answered, and the answers. */
export function threadRows(thread: Thread, input: Omit<RowsInput, "newAfter">): Row[] {
  const { timeline } = input;
  // No beginning is claimed, and days are told of the answers only where they change.
  const part = (messages: Message[], pending: RowsInput["pending"]) =>
    rowsOf({
      ...input,
      pending,
      newAfter: null,
      timeline: { ...timeline, messages, ahead: [], first: 0, loaded: true, following: true },
    });
  const head = thread.root === null ? [] : part([thread.root], []);
  const replies = part(thread.replies, input.pending);
  return [...head, { type: "replies", key: "replies", count: thread.replies.length }, ...replies];
}
