import type { Message, Reaction, Receipt } from "./types";

/**
 * What is heard of one message's marks beside the message itself: by frames of their own, and by what
 * this person does.
 */
export type MarkChange =
  | { kind: "reacted"; seq: number; emoji: string; account_id: string; on: boolean; count: number | null }
  | { kind: "starred"; seq: number; on: boolean }
  | { kind: "later"; seq: number; on: boolean }
  | { kind: "pinned"; seq: number; on: boolean }
  | { kind: "receipt"; seq: number; confirmed: number; total: number }
  | { kind: "confirmed"; seq: number; mine: NonNullable<Receipt["mine"]> };

/** `at` orders it among the answers that this client asks for (see `stamp`). */
export type MarkEvent = MarkChange & { at: number };

/** The message with the event on it; the same message where it changes nothing. */
export function marked(m: Message, event: MarkChange): Message {
  if (m.seq !== event.seq) return m;
  switch (event.kind) {
    case "reacted": {
      const reactions = reacted(m.reactions, event);
      return reactions === m.reactions ? m : { ...m, reactions };
    }
    case "starred":
      return m.starred === event.on ? m : { ...m, starred: event.on };
    case "later":
      return m.later === event.on ? m : { ...m, later: event.on };
    case "pinned":
      return m.pinned === event.on ? m : { ...m, pinned: event.on };
    case "receipt":
      return withReceipt(m, (r) => furthest(r, { ...r, confirmed: event.confirmed, total: event.total }));
    case "confirmed":
      return withReceipt(m, (r) => (r.mine === null ? { ...r, mine: event.mine } : r));
  }
}

/** Events that came after the sight of a message, in the order in which they came. */
export function replayed(m: Message, events: readonly MarkEvent[]): Message {
  const from = m.told_at ?? Number.NEGATIVE_INFINITY;
  let now = m;
  for (const event of events) if (event.seq === m.seq && event.at > from) now = marked(now, event);
  return now;
}

type Reacted = Extract<MarkChange, { kind: "reacted" }>;

function reacted(list: Reaction[], { emoji, account_id, on, count }: Reacted): Reaction[] {
  const at = list.findIndex((r) => r.emoji === emoji);
  const before = list[at] ?? { emoji, count: 0, account_ids: [] };
  const had = before.account_ids.includes(account_id);
  // Without a count from the server (an own click) the reader's own entry decides.
  const now = count ?? before.count + (on === had ? 0 : on ? 1 : -1);
  if (now === before.count && on === had) return list;
  const others = before.account_ids.filter((id) => id !== account_id);
  const after: Reaction = {
    emoji,
    count: now,
    account_ids: on ? (had ? before.account_ids : [...others, account_id]) : others,
  };
  if (at < 0) return now > 0 ? [...list, after] : list;
  return now > 0 ? list.map((r, i) => (i === at ? after : r)) : list.filter((_, i) => i !== at);
}

export function reactedBy(m: Message, emoji: string, me: string): boolean {
  return m.reactions.some((r) => r.emoji === emoji && r.account_ids.includes(me));
}

function withReceipt(m: Message, change: (r: Receipt) => Receipt): Message {
  if (m.receipt === null) return m;
  const receipt = change(m.receipt);
  return receipt === m.receipt ? m : { ...m, receipt };
}

/** Confirmations are never taken back, so the sight with more of them is the later one. */
export function furthest(a: Receipt, b: Receipt): Receipt {
  const far = b.confirmed > a.confirmed || (b.confirmed === a.confirmed && b.total > a.total) ? b : a;
  const mine = earlier(a.mine, b.mine);
  const asked = a.asked ?? b.asked;
  return far.mine === mine && far.asked === asked ? far : { ...far, mine, asked };
}

function earlier(a: Receipt["mine"], b: Receipt["mine"]): Receipt["mine"] {
  if (a === null || b === null) return a ?? b;
  return a.at <= b.at ? a : b;
}

type Thread = Message["thread"];

/** A thread only grows, by numbers that only grow. */
export function longest(a: Thread, b: Thread): Thread {
  if (a === null || b === null) return a ?? b;
  if (a.last_seq !== b.last_seq) {
    const [long, short] = a.last_seq > b.last_seq ? [a, b] : [b, a];
    return long.count >= short.count ? long : { ...long, count: short.count };
  }
  return b.count > a.count ? b : a;
}

/** The root of a thread hears of a reply by the reply itself. */
export function answered(root: Message, reply: Message): Message {
  const { thread } = root;
  if (reply.thread_seq !== root.seq || reply.seq <= (thread?.last_seq ?? 0)) return root;
  return { ...root, thread: { count: (thread?.count ?? 0) + 1, last_seq: reply.seq, last_at: reply.at } };
}
