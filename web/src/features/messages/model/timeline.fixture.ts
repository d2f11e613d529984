import type { Message, MessagePage } from "./types";

/** A small generator, so that a failing seed can be run again. */
export function random(seed: number): () => number {
  let a = seed + 0x6d2b79f5;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

export function shuffled<T>(list: T[], rnd: () => number): T[] {
  const copy = list.slice();
  for (let i = copy.length - 1; i > 0; i--) {
    const j = Math.floor(rnd() * (i + 1));
    [copy[i], copy[j]] = [copy[j] as T, copy[i] as T];
  }
  return copy;
}

export function message(seq: number, text = `m${seq}`): Message {
  return {
    conversation_id: "c",
    seq,
    client_id: `k${seq}`,
    sender_id: "a",
    sender_name: "甲",
    at: seq * 1_000_000,
    kind: "text",
    content: { type: "text", nodes: [{ type: "text", text }] },
    edited_at: null,
    edit_count: 0,
    recalled: null,
    corrects_seq: null,
    corrected_by_seq: null,
    recallable_until_at: null,
    read_count: null,
    reader_total: null,
    quotes_seq: null,
    quoted: null,
    thread_seq: null,
    thread: null,
    reactions: [],
    pinned: false,
    starred: false,
    later: false,
    receipt: null,
  };
}

/** The server's side: a log that grows, and messages that change. */
export class FakeLog {
  private log: Message[] = [];
  private clock = 1_000_000_000;

  constructor(
    count: number,
    private first = 1,
  ) {
    for (let i = 0; i < count; i++) this.add();
  }

  get last(): number {
    return this.log.length;
  }

  add(): Message {
    const m = message(this.log.length + 1);
    this.log.push(m);
    return m;
  }

  change(rnd: () => number): Message {
    const at = Math.floor(rnd() * this.log.length);
    const m = this.log[at] as Message;
    const kind = rnd();
    let next = m;
    if (kind < 0.5 && m.recalled === null) {
      const text = `m${m.seq} edit ${m.edit_count + 1}`;
      next = { ...m, edit_count: m.edit_count + 1, edited_at: this.clock++ };
      next.content = { type: "text", nodes: [{ type: "text", text }] };
    } else if (kind < 0.8 && m.recalled === null) {
      next = { ...m, content: null, recalled: { by: "a", at: this.clock++ } };
    } else {
      next = { ...m, corrected_by_seq: Math.max(m.corrected_by_seq ?? 0, this.log.length) };
    }
    this.log[at] = next;
    return next;
  }

  page(query: { before?: number; after?: number; around?: number; limit: number }): MessagePage {
    const visible = this.log.filter((m) => m.seq >= this.first);
    let items = visible.slice(-query.limit);
    if (query.before !== undefined) items = visible.filter((m) => m.seq < (query.before as number)).slice(-query.limit);
    if (query.after !== undefined) items = visible.filter((m) => m.seq > (query.after as number)).slice(0, query.limit);
    if (query.around !== undefined) {
      const from = Math.max(this.first, query.around - Math.floor(query.limit / 2));
      items = visible.filter((m) => m.seq >= from).slice(0, query.limit);
    }
    return { items, first_seq: this.first, last_seq: this.log.length, epoch: 1 };
  }
}
