import type { Attachment, Recording } from "./attachments";
import { dayKey } from "./calendar";
import type { Extra } from "./composing";
import { mineOf } from "./message";
import type { Timeline } from "./timeline";
import type { Message, TextContent } from "./types";

/** An own message that the server has not acknowledged. */
export interface Pending {
  id: string;
  at: number;
  content: TextContent;
  corrects_seq: number | null;
  extra: Extra;
  /** They go up first. */
  attachments: Attachment[];
  /** It is a voice, and nothing else. */
  recording: Recording | null;
  state: "queued" | "sending" | "failed";
  problem?: { code: string; detail: string; [key: string]: unknown } | undefined;
}

/** What the list of a conversation shows, top to bottom. Keys stay when history is prepended. */
export type Row =
  | { type: "start"; key: string }
  | { type: "day"; key: string; at: number }
  | { type: "new"; key: string }
  /** In a thread: how many have answered what stands above. */
  | { type: "replies"; key: string; count: number }
  | { type: "system"; key: string; message: Message }
  | { type: "recalled"; key: string; message: Message; mine: boolean }
  | {
      type: "message";
      key: string;
      message: Message;
      mine: boolean;
      first: boolean;
      last: boolean;
      /** The read state is shown once under messages that equally many have read. */
      reads: boolean;
    }
  | { type: "pending"; key: string; pending: Pending; first: boolean; last: boolean };

export interface RowsInput {
  timeline: Timeline;
  pending: Pending[];
  me: string;
  zone: string;
  /** Up to where this person had read when the conversation was opened; null shows no divider. */
  newAfter: number | null;
}

/** Messages of one sender within this time stand together. */
const TOGETHER_US = 5 * 60 * 1_000_000;

export function rowsOf({ timeline, pending, me, zone, newAfter }: RowsInput): Row[] {
  const rows: Row[] = [];
  const { messages } = timeline;
  let day = "";
  let divided = newAfter === null;
  const whole = messages.length === 0 || (messages[0] as Message).seq <= timeline.first;
  if (timeline.loaded && messages.length > 0 && whole) rows.push({ type: "start", key: "start" });
  for (const m of messages) {
    const today = dayKey(zone, m.at);
    // The first day may go on above: its label comes with the page on which it begins, so that
    // prepending never moves a row that is already there.
    if (day === "" && !whole) day = today;
    if (today !== day) {
      rows.push({ type: "day", key: `day-${today}`, at: m.at });
      day = today;
    }
    if (!divided && newAfter !== null && m.seq > newAfter) {
      // What one has said oneself is not new, and a divider above everything divides nothing.
      if (!mineOf(m, me)) {
        if (rows.some((row) => "message" in row)) rows.push({ type: "new", key: "new" });
        divided = true;
      }
    }
    rows.push(rowOf(m, me));
  }
  if (timeline.following) appendPending(rows, timeline, pending, zone, day);
  group(rows, me);
  return rows;
}

function rowOf(message: Message, me: string): Row {
  const mine = mineOf(message, me);
  // The client id keeps the row's identity while a pending message becomes a real one.
  const key = mine && message.client_id !== null ? `k-${message.client_id}` : `m-${message.seq}`;
  if (message.kind === "system") return { type: "system", key, message };
  if (message.recalled !== null) return { type: "recalled", key, message, mine };
  return { type: "message", key, message, mine, first: true, last: true, reads: mine };
}

function appendPending(rows: Row[], timeline: Timeline, pending: Pending[], zone: string, lastDay: string): void {
  const known = new Set<string>();
  for (const m of timeline.messages.slice(-200)) if (m.client_id !== null) known.add(m.client_id);
  let day = lastDay;
  for (const p of pending) {
    if (known.has(p.id)) continue;
    const today = dayKey(zone, p.at);
    if (today > day) {
      rows.push({ type: "day", key: `day-${today}`, at: p.at });
      day = today;
    }
    rows.push({ type: "pending", key: `k-${p.id}`, pending: p, first: true, last: true });
  }
}

type Grouped = Extract<Row, { first: boolean }>;

function readsOf(message: Message): number {
  return message.read_count ?? 0;
}

function group(rows: Row[], me: string): void {
  let previous: { row: Grouped; sender: string; at: number } | null = null;
  for (const row of rows) {
    if (row.type !== "message" && row.type !== "pending") {
      previous = null;
      continue;
    }
    const sender = row.type === "message" ? (row.message.sender_id ?? "") : me;
    const at = row.type === "message" ? row.message.at : row.pending.at;
    if (previous !== null && previous.sender === sender && at - previous.at < TOGETHER_US) {
      previous.row.last = false;
      row.first = false;
      if (previous.row.type === "message" && row.type === "message") {
        previous.row.reads = previous.row.mine && readsOf(previous.row.message) !== readsOf(row.message);
      }
    }
    previous = { row, sender, at };
  }
}
