import { answered, type MarkEvent, marked, replayed } from "./marks";
import { join, mineOf, withdrawn } from "./message";
import type { Message, MessagePage } from "./types";

/**
 * One conversation's messages: a gap-free window [low..high] of the server's log.
 *
 * - `following` means that the window hangs on the newest message; a missing number is then a gap
 *   that must be pulled. Otherwise the reader is somewhere in history and the window ends earlier.
 * - What arrives out of order waits in `ahead` until the gap before it is filled.
 * - Every merge is a join (see `message.ts`): order and repetition of events do not matter.
 */
export interface Timeline {
  id: string;
  /** Who is looking: decides which messages are "mine". */
  me: string;
  loaded: boolean;
  messages: Message[];
  ahead: Message[];
  /** Oldest number that this person may see. */
  first: number;
  /** Newest number known to exist. */
  last: number;
  following: boolean;
  /** What was heard of marks lately: an answer that was asked for before does not know it yet. */
  events: MarkEvent[];
}

/** How many of these are kept; answers are under way for seconds, not for hundreds of clicks. */
const EVENTS_KEPT = 200;

/** A gap longer than this is not pulled page by page: the window is laid anew at the end. */
export const LONG_GAP = 400;

export function empty(id: string, me: string): Timeline {
  return { id, me, loaded: false, messages: [], ahead: [], first: 1, last: 0, following: true, events: [] };
}

export function low(t: Timeline): number {
  return t.messages[0]?.seq ?? 0;
}

export function high(t: Timeline): number {
  return t.messages[t.messages.length - 1]?.seq ?? 0;
}

export function find(t: Timeline, seq: number): Message | undefined {
  const from = low(t);
  return from === 0 ? undefined : t.messages[seq - from];
}

/** The first message at or after an instant; after the last one, the last. */
export function firstAt(t: Timeline, at: number): Message | null {
  return t.messages.find((m) => m.at >= at) ?? t.messages[t.messages.length - 1] ?? null;
}

/** The newest page, or the page around a message: the window is laid anew. */
export function laid(t: Timeline, page: MessagePage): Timeline {
  const items = ascending(page.items);
  const keep = new Map([...t.messages, ...t.ahead].map((m) => [m.seq, m]));
  const messages = items.map((m) => joined(t, keep.get(m.seq), m));
  const last = Math.max(page.last_seq, items[items.length - 1]?.seq ?? 0, t.last);
  const end = messages[messages.length - 1]?.seq ?? 0;
  // What was heard while the page was under way belongs behind it.
  const ahead = [...keep.values()].filter((m) => m.seq > end).sort(bySeq);
  const reachesEnd = messages.length === 0 ? page.last_seq === 0 : end >= page.last_seq;
  return drain({ ...t, loaded: true, messages, ahead, first: page.first_seq, last, following: reachesEnd });
}

/** A page that continues the window upwards (`before=low`) or downwards (`after=high`). */
export function extended(t: Timeline, page: MessagePage): Timeline {
  if (!t.loaded || t.messages.length === 0) return laid(t, page);
  const items = ascending(page.items);
  let next: Timeline = { ...t, first: page.first_seq, last: Math.max(t.last, page.last_seq) };
  const up = items.filter((m) => m.seq < low(t));
  const topmost = up[up.length - 1];
  if (topmost !== undefined && topmost.seq === low(t) - 1) {
    next = { ...next, messages: [...up.map((m) => joined(t, undefined, m)), ...next.messages] };
  }
  for (const m of items) if (m.seq >= low(t)) next = put(next, m);
  return settle(drain(next));
}

/** A message that the socket brought or that a request answered; new or changed makes no difference. */
export function heard(t: Timeline, message: Message): Timeline {
  const next = { ...pointedAt(t, message), last: Math.max(t.last, message.seq) };
  if (!t.loaded) return { ...next, ahead: insert(t, t.ahead, message) };
  return settle(drain(put(next, message)));
}

/** Marks of a message changed; those of messages that are not here are kept for when they come. */
export function happened(t: Timeline, event: MarkEvent): Timeline {
  const change = (m: Message) => marked(m, event);
  const events = [...t.events.slice(1 - EVENTS_KEPT), event];
  return { ...t, messages: each(t.messages, change), ahead: each(t.ahead, change), events };
}

/** Exactly these messages have the mark, by an answer that was asked for at `at`. */
export function exactly(t: Timeline, kind: "pinned" | "later", seqs: ReadonlySet<number>, at: number): Timeline {
  const knownBetter = (m: Message) =>
    (m.told_at ?? 0) > at || t.events.some((e) => e.kind === kind && e.seq === m.seq && e.at > at);
  const wrong = t.messages.filter((m) => m[kind] !== seqs.has(m.seq) && !knownBetter(m));
  return wrong.reduce((now, m) => happened(now, { kind, seq: m.seq, on: !m[kind], at }), t);
}

/** What a new or recalled message means for those that it belongs to. */
function pointedAt(t: Timeline, message: Message): Timeline {
  const { seq, thread_seq: root, recalled } = message;
  if (root === null && recalled === null) return t;
  const messages = each(t.messages, (m) => {
    if (m.seq === root) return answered(m, message);
    return recalled !== null && m.quotes_seq === seq && m.quoted !== null && !m.quoted.recalled
      ? { ...m, quoted: withdrawn(m.quoted) }
      : m;
  });
  return messages === t.messages ? t : { ...t, messages };
}

/** The same list where nothing in it changes. */
function each(list: Message[], change: (m: Message) => Message): Message[] {
  let changed = false;
  const after = list.map((m) => {
    const now = change(m);
    changed ||= now !== m;
    return now;
  });
  return changed ? after : list;
}

/** The newest number became known without its message (conversation list, resume, read positions). */
export function lastKnown(t: Timeline, last: number): Timeline {
  return last > t.last ? { ...t, last } : t;
}

export type Want = { kind: "newest" } | { kind: "after"; seq: number };

/** What must be asked for so that the window is whole again; null when it is. */
export function want(t: Timeline): Want | null {
  if (!t.loaded) return { kind: "newest" };
  if (!t.following || high(t) >= t.last) return null;
  if (t.messages.length === 0 || t.last - high(t) > LONG_GAP) return { kind: "newest" };
  return { kind: "after", seq: high(t) };
}

export function hasOlder(t: Timeline): boolean {
  return t.loaded && t.messages.length > 0 && low(t) > t.first;
}

export function hasNewer(t: Timeline): boolean {
  return t.loaded && high(t) < t.last;
}

/** In a direct conversation one position tells everything about who has read. */
export function readByPeer(t: Timeline, readSeq: number): Timeline {
  let changed = false;
  const messages = t.messages.map((m) => {
    if (m.seq > readSeq || m.sender_id !== t.me || (m.read_count ?? 0) > 0) return m;
    changed = true;
    return { ...m, read_count: 1, reader_total: m.reader_total ?? 1 };
  });
  return changed ? { ...t, messages } : t;
}

/** The oldest own message whose read count may have changed when somebody read up to `readSeq`. */
export function staleReads(t: Timeline, readSeq: number): number | null {
  const from = Math.max(0, t.messages.length - 60);
  for (const m of t.messages.slice(from)) {
    if (m.seq > readSeq) return null;
    if (mineOf(m, t.me) && m.recalled === null && (m.read_count ?? 0) < (m.reader_total ?? 1)) return m.seq;
  }
  return null;
}

/** Keeps memory bounded: history above the newest `keep` is dropped when the pane is left. */
export function trimmed(t: Timeline, keep: number): Timeline {
  if (t.messages.length <= keep || !t.following) return t;
  return { ...t, messages: t.messages.slice(-keep) };
}

function put(t: Timeline, message: Message): Timeline {
  const from = low(t);
  const at = message.seq - from;
  if (t.messages.length > 0 && at < 0) return t;
  if (at >= 0 && at < t.messages.length) {
    const before = t.messages[at];
    const after = joined(t, before, message);
    if (after === before) return t;
    const messages = t.messages.slice();
    messages[at] = after;
    return { ...t, messages };
  }
  return { ...t, ahead: insert(t, t.ahead, message) };
}

/** Moves what waited behind a gap into the window as soon as the gap is closed. */
function drain(t: Timeline): Timeline {
  if (t.ahead.length === 0) return t;
  if (t.messages.length === 0 && t.last > 0 && t.ahead[0]?.seq !== t.first) return t;
  let next = t.messages.length === 0 ? t.first : high(t) + 1;
  const moved: Message[] = [];
  let rest = t.ahead.filter((m) => m.seq >= next);
  while (rest[0]?.seq === next) {
    moved.push(rest[0]);
    rest = rest.slice(1);
    next++;
  }
  if (moved.length === 0 && rest.length === t.ahead.length) return t;
  return { ...t, messages: [...t.messages, ...moved], ahead: rest };
}

/** A window in history that has reached the end hangs on it again. */
function settle(t: Timeline): Timeline {
  return !t.following && high(t) >= t.last ? { ...t, following: true } : t;
}

function insert(t: Timeline, list: Message[], message: Message): Message[] {
  const at = list.findIndex((m) => m.seq >= message.seq);
  if (at < 0) return [...list, joined(t, undefined, message)];
  const found = list[at];
  if (found !== undefined && found.seq === message.seq) {
    return replaced(list, at, joined(t, found, message));
  }
  return [...list.slice(0, at), joined(t, undefined, message), ...list.slice(at)];
}

function replaced(list: Message[], at: number, message: Message): Message[] {
  const copy = list.slice();
  copy[at] = message;
  return copy;
}

function joined(t: Timeline, before: Message | undefined, after: Message): Message {
  const now = before === undefined ? after : join(before, after, t.me);
  return t.events.length === 0 ? now : replayed(now, t.events);
}

function ascending(items: Message[]): Message[] {
  return items.slice().sort(bySeq);
}

function bySeq(a: Message, b: Message): number {
  return a.seq - b.seq;
}
