import { describe, expect, it } from "vitest";
import { answered, furthest, longest, type MarkEvent, marked, replayed } from "./marks";
import { join } from "./message";
import { message, random, shuffled } from "./timeline.fixture";
import type { Message, Quoted, Receipt } from "./types";

const ME = "me";
const thumb = (account_id: string, on: boolean, count: number | null, at = 1): MarkEvent => ({
  kind: "reacted",
  seq: 1,
  emoji: "👍",
  account_id,
  on,
  count,
  at,
});
const quoted: Quoted = {
  seq: 1,
  sender_id: "a",
  sender_name: "甲",
  kind: "text",
  excerpt: "原话",
  media: "none",
  recalled: false,
};
const receipt = (confirmed: number, mine: Receipt["mine"] = null): Receipt => ({
  mode: "confirm",
  confirmed,
  total: 5,
  mine,
  asked: null,
});

// covers: MSG-03
describe("reactions", () => {
  it("come with the count of the server and go with the last one", () => {
    const two = marked(marked(message(1), thumb("a", true, 1)), thumb("b", true, 2));
    expect(two.reactions).toEqual([{ emoji: "👍", count: 2, account_ids: ["a", "b"] }]);
    const none = marked(marked(two, thumb("a", false, 1)), thumb("b", false, 0));
    expect(none.reactions).toEqual([]);
  });

  it("count an own click once, whatever the server says of it afterwards", () => {
    const clicked = marked(marked(message(1), thumb("a", true, 1)), thumb(ME, true, null));
    expect(clicked.reactions[0]).toMatchObject({ count: 2 });
    expect(marked(clicked, thumb(ME, true, 2))).toBe(clicked);
    expect(marked(clicked, thumb(ME, true, null))).toBe(clicked);
    expect(marked(clicked, thumb(ME, false, null)).reactions[0]).toMatchObject({ count: 1, account_ids: ["a"] });
  });

  it("keep counting beyond those that are named", () => {
    const many = { ...message(1), reactions: [{ emoji: "👍", count: 80, account_ids: ["a"] }] };
    expect(marked(many, thumb("z", false, 79)).reactions[0]).toMatchObject({ count: 79, account_ids: ["a"] });
  });
});

// covers: MSG-03, MSG-04
describe("marks that only grow", () => {
  it("take the receipt with more confirmations and never lose one's own", () => {
    const mine = { at: 7, result: "好" };
    expect(furthest(receipt(3), receipt(2, mine))).toEqual(receipt(3, mine));
    expect(furthest(receipt(2, mine), receipt(3))).toEqual(receipt(3, mine));
  });

  it("let a thread grow by each reply once", () => {
    const reply: Message = { ...message(9), thread_seq: 1 };
    const grown = answered(message(1), reply);
    expect(grown.thread).toEqual({ count: 1, last_seq: 9, last_at: reply.at });
    expect(answered(grown, reply)).toBe(grown);
    expect(answered(message(2), reply)).toEqual(message(2));
    expect(longest(grown.thread, { count: 4, last_seq: 8, last_at: 1 })).toMatchObject({ count: 4, last_seq: 9 });
  });
});

describe("sights of one message", () => {
  it("keep the reader's own marks when a shared frame comes that says nothing about them", () => {
    const own = { ...message(1), starred: true, later: true, quotes_seq: 1, quoted, told_at: 5 };
    const told = { ...own, receipt: receipt(1, { at: 3, result: "" }) };
    const frame: Message = { ...message(1, "edited"), edit_count: 1, quotes_seq: 1, receipt: receipt(2) };
    for (const seen of [join(told, frame, ME), join(frame, told, ME)]) {
      expect(seen).toMatchObject({ starred: true, later: true, quoted, edit_count: 1, told_at: 5 });
      expect(seen.receipt).toEqual(receipt(2, { at: 3, result: "" }));
    }
  });

  it("believe the later answer about marks that come and go", () => {
    const starred = { ...message(1), starred: true, told_at: 5 };
    const plain = { ...message(1), told_at: 8 };
    expect(join(plain, starred, ME).starred).toBe(false);
    expect(join(starred, plain, ME).starred).toBe(false);
  });

  it("do not let an answer undo what was heard after it was asked for", () => {
    const event = thumb(ME, true, 1, 9);
    expect(replayed({ ...message(1), told_at: 8 }, [event]).reactions).toHaveLength(1);
    expect(replayed({ ...message(1), told_at: 10 }, [event]).reactions).toHaveLength(0);
  });

  it.each(Array.from({ length: 40 }, (_, i) => i))("join to the same in any order (seed %i)", (seed) => {
    const rnd = random(seed);
    const sights = Array.from({ length: 6 }, () => sight(rnd));
    const whole = (list: Message[]) => list.reduce((a, b) => join(a, b, ME));
    const first = whole(sights);
    for (let i = 0; i < 8; i++) {
      const again = shuffled([...sights, ...sights.slice(0, 2)], rnd);
      expect(marksOf(whole(again))).toEqual(marksOf(first));
    }
  });
});

function marksOf({ reactions, pinned, starred, later, quoted: q, receipt: r, thread, told_at }: Message) {
  return { reactions, pinned, starred, later, q, r, thread, told_at };
}

/** A sight of one message: a frame, or an answer with marks of its own. */
function sight(rnd: () => number): Message {
  const yes = () => rnd() < 0.5;
  const at = Math.floor(rnd() * 4);
  const many = Math.floor(rnd() * 4);
  const shared: Message = {
    ...message(1),
    thread: yes() ? { count: many + at, last_seq: many + 1, last_at: many } : null,
    receipt: receipt(many, yes() ? { at: 1, result: "" } : null),
    reactions: yes() ? [{ emoji: "👍", count: many + 1, account_ids: [] }] : [],
    pinned: yes(),
  };
  if (yes()) return shared;
  const known = yes() ? { ...quoted, recalled: yes() } : null;
  return { ...shared, starred: yes(), later: yes(), quoted: known, told_at: at };
}
