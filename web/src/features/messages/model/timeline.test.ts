import { describe, expect, it } from "vitest";
import * as timeline from "./timeline";
import { FakeLog, message, random, shuffled } from "./timeline.fixture";
import type { Message } from "./types";

// covers: MSG-01
const ME = "me";

function open(log: FakeLog, limit = 20) {
  return timeline.laid(timeline.empty("c", ME), log.page({ limit }));
}

function whole(log: FakeLog, t: timeline.Timeline, limit = 7): timeline.Timeline {
  let state = t;
  for (let guard = 0; guard < 1000; guard++) {
    const want = timeline.want(state);
    if (want === null) return state;
    state =
      want.kind === "newest"
        ? timeline.laid(state, log.page({ limit }))
        : timeline.extended(state, log.page({ after: want.seq, limit }));
  }
  throw new Error("the window never becomes whole");
}

function up(log: FakeLog, t: timeline.Timeline, limit = 9): timeline.Timeline {
  let state = t;
  while (timeline.hasOlder(state)) state = timeline.extended(state, log.page({ before: timeline.low(state), limit }));
  return state;
}

describe("timeline", () => {
  it("lays the newest page and follows the end", () => {
    const t = open(new FakeLog(50));
    expect([timeline.low(t), timeline.high(t), t.following]).toEqual([31, 50, true]);
    expect(timeline.hasOlder(t)).toBe(true);
  });

  it("finds the first message of a time, and after the last one the last", () => {
    const t = open(new FakeLog(50));
    const seqAt = (seconds: number) => timeline.firstAt(t, seconds * 1_000_000)?.seq;
    expect([seqAt(40), seqAt(40.5), seqAt(0), seqAt(99)]).toEqual([40, 41, 31, 50]);
    expect(timeline.firstAt(timeline.empty("c", ME), 1)).toBeNull();
  });

  it("appends the next message and asks for what is missing before a later one", () => {
    const log = new FakeLog(5);
    let t = open(log);
    t = timeline.heard(t, message(6));
    expect(timeline.high(t)).toBe(6);
    t = timeline.heard(t, message(9));
    expect(timeline.high(t)).toBe(6);
    expect(timeline.want(t)).toEqual({ kind: "after", seq: 6 });
    t = timeline.heard(t, message(8));
    t = timeline.heard(t, message(7));
    expect([timeline.high(t), timeline.want(t), t.ahead.length]).toEqual([9, null, 0]);
  });

  it("lays the window anew when the gap is long", () => {
    const t = timeline.lastKnown(open(new FakeLog(5)), 5 + timeline.LONG_GAP + 1);
    expect(timeline.want(t)).toEqual({ kind: "newest" });
  });

  it("stays in history after a jump and hangs on the end again once it is reached", () => {
    const log = new FakeLog(100);
    let t = timeline.laid(open(log), log.page({ around: 30, limit: 10 }));
    expect([t.following, timeline.want(t), timeline.hasNewer(t)]).toEqual([false, null, true]);
    t = timeline.heard(t, log.add());
    expect([t.last, timeline.high(t)]).toEqual([101, 34]);
    while (timeline.hasNewer(t)) t = timeline.extended(t, log.page({ after: timeline.high(t), limit: 30 }));
    expect([t.following, timeline.low(t), timeline.high(t)]).toEqual([true, 25, 101]);
  });

  it("keeps what was heard while the first page was under way", () => {
    const log = new FakeLog(5);
    const page = log.page({ limit: 10 });
    let t = timeline.heard(timeline.empty("c", ME), log.add());
    t = timeline.laid(t, page);
    expect(timeline.high(t)).toBe(6);
  });

  it("starts an empty conversation with its first message", () => {
    const log = new FakeLog(0);
    const t = timeline.heard(open(log), log.add());
    expect([timeline.high(t), timeline.want(t)]).toEqual([1, null]);
  });

  it("starts an empty view with the first message after joining", () => {
    const log = new FakeLog(40, 41);
    const t = timeline.heard(open(log), log.add());
    expect([timeline.low(t), timeline.high(t), timeline.want(t)]).toEqual([41, 41, null]);
  });

  it("never lets an older sight undo an edit, a recall or a read count", () => {
    const log = new FakeLog(3);
    let t = open(log);
    const original = message(2);
    t = timeline.heard(t, { ...message(2, "second"), edit_count: 1, edited_at: 9 });
    t = timeline.heard(t, original);
    expect(timeline.find(t, 2)?.edit_count).toBe(1);
    t = timeline.heard(t, { ...original, content: null, recalled: { by: "a", at: 12 } });
    t = timeline.heard(t, { ...message(2, "second"), edit_count: 1, edited_at: 9 });
    expect(timeline.find(t, 2)).toMatchObject({ content: null, edit_count: 1, recalled: { by: "a" } });
  });

  it("keeps an own recalled text for editing it again", () => {
    let t = open(new FakeLog(1));
    t = timeline.heard(t, { ...message(2, "mine"), sender_id: ME });
    t = timeline.heard(t, { ...message(2), sender_id: ME, content: null, recalled: { by: ME, at: 3 } });
    expect(timeline.find(t, 2)?.content).not.toBeNull();
  });

  it("marks own messages as read when the other side has read past them", () => {
    let t = open(new FakeLog(1));
    for (const seq of [2, 3]) t = timeline.heard(t, { ...message(seq), sender_id: ME, read_count: 0, reader_total: 1 });
    t = timeline.readByPeer(t, 2);
    expect([timeline.find(t, 2)?.read_count, timeline.find(t, 3)?.read_count]).toEqual([1, 0]);
    expect(timeline.staleReads(t, 3)).toBe(3);
    expect(timeline.staleReads(t, 2)).toBeNull();
  });

  it("keeps what is personal when a shared frame comes that does not carry it", () => {
    let t = open(new FakeLog(1));
    const own = { ...message(2), sender_id: ME, recallable_until_at: 99, read_count: 2, reader_total: 3 };
    t = timeline.heard(t, own);
    t = timeline.heard(t, { ...message(2, "edited"), sender_id: ME, edit_count: 1 });
    expect(timeline.find(t, 2)).toMatchObject({
      edit_count: 1,
      recallable_until_at: 99,
      read_count: 2,
      reader_total: 3,
    });
  });

  it("keeps its identity when nothing new is heard", () => {
    const t = open(new FakeLog(5));
    expect(timeline.heard(t, message(5))).toStrictEqual(t);
    expect(timeline.find(timeline.heard(t, message(5)), 5)).toBe(timeline.find(t, 5));
  });
});

// covers: MSG-03
describe("marks in the timeline", () => {
  const star = (seq: number, on: boolean, at: number) => ({ kind: "starred", seq, on, at }) as const;

  it("outlive an answer that was asked for before them, and yield to a later one", () => {
    const log = new FakeLog(5);
    const told = (at: number) => {
      const page = log.page({ limit: 5 });
      return { ...page, items: page.items.map((m) => ({ ...m, told_at: at })) };
    };
    let t = timeline.laid(timeline.empty("c", ME), told(1));
    t = timeline.happened(t, star(3, true, 5));
    expect(timeline.find(timeline.laid(t, told(4)), 3)?.starred).toBe(true);
    expect(timeline.find(timeline.laid(t, told(6)), 3)?.starred).toBe(false);
  });

  it("reach messages that come after them", () => {
    const log = new FakeLog(5);
    let t = timeline.happened(timeline.empty("c", ME), star(3, true, 5));
    t = timeline.laid(t, log.page({ limit: 5 }));
    expect(timeline.find(t, 3)?.starred).toBe(true);
  });

  it("pin exactly what the list of pins names", () => {
    let t = timeline.exactly(open(new FakeLog(5)), "pinned", new Set([2, 4]), 1);
    t = timeline.exactly(t, "pinned", new Set([4, 5]), 2);
    expect(t.messages.filter((m) => m.pinned).map((m) => m.seq)).toEqual([4, 5]);
  });

  it("are not set by a list that was asked for before them", () => {
    let t = timeline.happened(open(new FakeLog(5)), { kind: "later", seq: 2, on: true, at: 5 });
    t = timeline.exactly(t, "later", new Set(), 4);
    expect(timeline.find(t, 2)?.later).toBe(true);
    expect(timeline.find(timeline.exactly(t, "later", new Set(), 6), 2)?.later).toBe(false);
  });

  it("let the root of a thread grow with each reply that is heard", () => {
    let t = open(new FakeLog(3));
    for (const seq of [4, 5, 5]) t = timeline.heard(t, { ...message(seq), thread_seq: 2 });
    expect(timeline.find(t, 2)?.thread).toMatchObject({ count: 2, last_seq: 5 });
  });

  it("show a quoted message as recalled as soon as it is", () => {
    let t = open(new FakeLog(2));
    const quoted = { seq: 1, sender_id: "a", sender_name: "甲", kind: "text", excerpt: "m1", media: "none" } as const;
    t = timeline.heard(t, { ...message(3), quotes_seq: 1, quoted: { ...quoted, recalled: false } });
    t = timeline.heard(t, { ...message(1), content: null, recalled: { by: "a", at: 9 } });
    expect(timeline.find(t, 3)?.quoted).toMatchObject({ recalled: true, excerpt: "" });
  });
});

describe("timeline under a hostile network", () => {
  it.each(Array.from({ length: 60 }, (_, i) => i))("converges to a full reload (seed %i)", (seed) => {
    const rnd = random(seed);
    const log = new FakeLog(20 + Math.floor(rnd() * 40));
    let t = open(log, 5 + Math.floor(rnd() * 20));
    const events: Message[] = [];
    for (let i = 0; i < 60; i++) events.push(rnd() < 0.6 ? log.add() : log.change(rnd));
    const heard = shuffled([...events, ...events.filter(() => rnd() < 0.3)], rnd).filter(() => rnd() < 0.7);
    // Only creations may be lost silently: a lost change is what `reset` and resume are for.
    const changes = events.filter((e) => e.edit_count > 0 || e.recalled !== null || e.corrected_by_seq !== null);
    for (const event of shuffled([...heard, ...changes], rnd)) {
      t = timeline.heard(t, event);
      if (rnd() < 0.1) t = whole(log, t);
      if (rnd() < 0.05 && timeline.hasOlder(t)) t = up(log, t);
    }
    t = up(log, whole(log, timeline.lastKnown(t, log.last)));
    const reload = up(log, open(log));
    expect(t.messages).toEqual(reload.messages);
    expect(t.ahead).toEqual([]);
  });
});
