import { describe, expect, it } from "vitest";
import { actionsFor, atHand } from "./actions";
import { deservesAlert } from "./alert";
import { clock, dayKey, dayLabel } from "./calendar";
import * as inbox from "./inbox";
import { oneLine, prefixOf } from "./preview";
import { countdown, isOpen, openUntil, ServerClock } from "./recall";
import { rowsOf } from "./rows";

import { empty, laid } from "./timeline";
import { FakeLog, message } from "./timeline.fixture";
import type { Conversation, FileRef, Message } from "./types";
import { alive, SIGN_LIFE_MS, silenced, typed } from "./typing";

const ME = "me";
const SECOND = 1_000_000;

function conversation(over: Partial<Conversation> = {}): Conversation {
  return {
    id: "c",
    kind: "group",
    name: "群",
    peer: null,
    member_count: 3,
    last_seq: 5,
    read_seq: 5,
    unread: 0,
    marked_unread: false,
    mentioned: false,
    muted: false,
    pinned: false,
    draft: null,
    last_message: message(5),
    last_at: 5,
    my_role: "member",
    my_from_seq: 1,
    epoch: 1,
    abilities: [],
    ...over,
  };
}

function box(...items: Conversation[]) {
  return inbox.merged(inbox.emptyInbox(ME), items);
}

// covers: MSG-03
describe("window of recall", () => {
  const mine: Message = { ...message(1), sender_id: ME, recallable_until_at: 120 * SECOND };

  it("is open up to and including its last microsecond", () => {
    const until = openUntil(mine, ME, 120);
    expect([isOpen(until, 120 * SECOND), isOpen(until, 120 * SECOND + 1)]).toEqual([true, false]);
  });

  it("belongs to the author alone and ends with the recall", () => {
    expect(openUntil(mine, "other", 120)).toBeNull();
    expect(openUntil({ ...mine, recalled: { by: ME, at: 1 } }, ME, 120)).toBeNull();
  });

  it("is computed from the rule when a shared frame does not carry it", () => {
    const bare = { ...mine, recallable_until_at: null };
    expect(openUntil(bare, ME, 120)).toBe(bare.at + 120 * SECOND);
  });

  it("counts down in minutes and seconds, rounded up", () => {
    expect(countdown(120 * SECOND, 0)).toBe("02:00");
    expect(countdown(120 * SECOND, 60.5 * SECOND)).toBe("01:00");
    expect(countdown(120 * SECOND, 119.9 * SECOND)).toBe("00:01");
    expect(countdown(120 * SECOND, 130 * SECOND)).toBe("00:00");
  });

  it("follows the server's clock and trusts the shortest round trip", () => {
    const clock = new ServerClock();
    clock.learn(1_000 * SECOND, 100 * SECOND, 102 * SECOND);
    expect(clock.now(101 * SECOND)).toBe(1_000 * SECOND);
    clock.learn(5_000 * SECOND, 200 * SECOND, 210 * SECOND);
    expect(clock.now(101 * SECOND)).toBe(1_000 * SECOND);
  });
});

describe("days and times", () => {
  const zone = "Asia/Shanghai";
  const at = Date.UTC(2026, 0, 2, 16, 30) * 1000;

  it("are the person's own", () => {
    expect([dayKey(zone, at), clock(zone, at)]).toEqual(["2026-01-03", "00:30"]);
    expect(dayKey("Europe/London", at)).toBe("2026-01-02");
  });

  it("are told as near as people say them", () => {
    const day = 86_400 * SECOND;
    expect(dayLabel(zone, at, at + 3600 * SECOND).kind).toBe("today");
    expect(dayLabel(zone, at, at + day).kind).toBe("yesterday");
    expect(dayLabel(zone, at, at + 3 * day)).toEqual({ kind: "weekday", weekday: 6 });
    expect(dayLabel(zone, at, at + 30 * day)).toEqual({ kind: "date", month: 1, day: 3 });
    expect(dayLabel(zone, at, at + 400 * day)).toEqual({ kind: "full", year: 2026, month: 1, day: 3 });
  });
});

// covers: MSG-01
describe("conversation list", () => {
  it("counts what others say and clears with what one says oneself", () => {
    let b = box(conversation());
    b = inbox.withMessage(b, message(6));
    b = inbox.withMessage(b, message(7));
    expect(b.byId.get("c")).toMatchObject({ unread: 2, last_seq: 7 });
    b = inbox.withMessage(b, { ...message(8), sender_id: ME });
    expect(b.byId.get("c")).toMatchObject({ unread: 0, read_seq: 8 });
  });

  it("does not count a message twice or an older one at all", () => {
    let b = box(conversation());
    b = inbox.withMessage(b, message(7));
    b = inbox.withMessage(b, message(7));
    b = inbox.withMessage(b, message(6));
    expect(b.byId.get("c")).toMatchObject({ unread: 2, last_seq: 7 });
  });

  it("knows when somebody is mentioned and forgets it when it is read", () => {
    let b = box(conversation());
    const content = { type: "text" as const, nodes: [{ type: "mention" as const, account_id: ME, name: "我" }] };
    b = inbox.withMessage(b, { ...message(6), content });
    expect(b.byId.get("c")?.mentioned).toBe(true);
    b = inbox.withRead(b, "c", 6);
    expect(b.byId.get("c")).toMatchObject({ mentioned: false, unread: 0 });
  });

  it("puts pinned rows first and then the newest", () => {
    const b = box(
      conversation({ id: "a", last_at: 1, pinned: true }),
      conversation({ id: "b", last_at: 9 }),
      conversation({ id: "d", last_at: 10 }),
    );
    expect(inbox.ordered(b, "all").map((c) => c.id)).toEqual(["a", "d", "b"]);
  });

  it("does not fall behind a message that was heard while the list was under way", () => {
    let b = box(conversation());
    b = inbox.withMessage(b, message(6));
    b = inbox.merged(b, [conversation({ name: "renamed" })]);
    expect(b.byId.get("c")).toMatchObject({ name: "renamed", last_seq: 6, unread: 1 });
  });

  it("forgets after a reset what the server no longer lists", () => {
    let b = box(conversation(), conversation({ id: "left" }));
    b = inbox.withMessage(b, message(6));
    b = inbox.replacedBy(b, [conversation()]);
    expect([...b.byId.keys()]).toEqual(["c"]);
    expect(b.byId.get("c")?.last_seq).toBe(6);
  });

  it("leaves muted conversations out of the badge unless somebody is mentioned", () => {
    const b = box(
      conversation({ id: "a", unread: 3 }),
      conversation({ id: "b", unread: 9, muted: true }),
      conversation({ id: "d", unread: 9, muted: true, mentioned: true }),
      conversation({ id: "e", marked_unread: true }),
    );
    expect(inbox.badgeTotal(b)).toBe(5);
  });

  it("begins what was marked as unread where the count says, although it was read", () => {
    let b = box(conversation({ last_seq: 20, read_seq: 20 }));
    b = inbox.withRead(b, "c", 20, 5, true);
    const c = b.byId.get("c") as Conversation;
    expect([inbox.firstUnread(c), c.marked_unread, inbox.passes(c, "unread")]).toEqual([16, true, true]);
  });

  it("lets the newest draft win", () => {
    let b = box(conversation());
    b = inbox.withDraft(b, "c", { text: "new", updated_at: 5 });
    b = inbox.withDraft(b, "c", { text: "old", updated_at: 4 });
    expect(b.byId.get("c")?.draft?.text).toBe("new");
    expect(inbox.withDraft(b, "c", { text: "", updated_at: 6 }).byId.get("c")?.draft).toBeNull();
  });

  it("shows one prefix: draft before mention before the muted count", () => {
    const c = conversation({ draft: { text: "x", updated_at: 1 }, mentioned: true, muted: true, unread: 4 });
    expect(prefixOf(c, false)).toBe("draft");
    expect(prefixOf(c, true)).toBe("mentioned");
    expect(prefixOf({ ...c, mentioned: false, draft: null }, false)).toBe("count");
    expect(oneLine(" a\n\n b ")).toBe("a b");
  });
});

describe("rows of a conversation", () => {
  const input = { me: ME, zone: "Asia/Shanghai", pending: [], newAfter: null };
  const timeline = laid(empty("c", ME), new FakeLog(6).page({ limit: 10 }));

  it("group one sender's messages and begin a new group after a pause", () => {
    const later = { ...message(7), at: 7 * SECOND + 400 * SECOND };
    const t = { ...timeline, messages: [...timeline.messages, later], last: 7 };
    const rows = rowsOf({ ...input, timeline: t }).filter((r) => r.type === "message");
    expect(rows.map((r) => r.first)).toEqual([true, false, false, false, false, false, true]);
    expect(rows.map((r) => r.last)).toEqual([false, false, false, false, false, true, true]);
  });

  it("divide what is new, but not above everything and not above own words", () => {
    const types = (newAfter: number | null) => rowsOf({ ...input, timeline, newAfter }).map((r) => r.type);
    expect(types(3).indexOf("new")).toBe(5);
    expect(types(0)).not.toContain("new");
    expect(types(6)).not.toContain("new");
    expect(types(null)).not.toContain("new");
  });

  it("show a pending message until the real one with its id is there, under the same key", () => {
    const pending = {
      id: "k7",
      at: 7 * SECOND,
      content: { type: "text" as const, nodes: [{ type: "text" as const, text: "x" }] },
      corrects_seq: null,
      extra: {},
      attachments: [],
      recording: null,
      state: "queued" as const,
    };
    const before = rowsOf({ ...input, timeline, pending: [pending] });
    expect(before[before.length - 1]).toMatchObject({ type: "pending", key: "k-k7" });
    const t = { ...timeline, messages: [...timeline.messages, { ...message(7), sender_id: ME }], last: 7 };
    const after = rowsOf({ ...input, timeline: t, pending: [pending] });
    expect(after.filter((r) => r.key === "k-k7")).toMatchObject([{ type: "message" }]);
  });

  it("show a day label once a day and the beginning where history ends", () => {
    const rows = rowsOf({ ...input, timeline });
    expect(rows.slice(0, 2).map((r) => r.type)).toEqual(["start", "day"]);
    expect(rows.filter((r) => r.type === "day")).toHaveLength(1);
  });
});

describe("alerts", () => {
  const context = { me: ME, focused: null, enabled: true, doNotDisturb: false };
  const c = conversation();

  it("come for others' new messages outside the focused conversation", () => {
    expect(deservesAlert(message(6), c, context)).toBe(true);
    expect(deservesAlert(message(6), c, { ...context, focused: "c" })).toBe(false);
    expect(deservesAlert({ ...message(6), sender_id: ME }, c, context)).toBe(false);
    expect(deservesAlert(message(5), c, context)).toBe(false);
    expect(deservesAlert(message(6), c, { ...context, enabled: false })).toBe(false);
  });

  it("break through mute for a mention only", () => {
    const muted = conversation({ muted: true });
    expect(deservesAlert(message(6), muted, context)).toBe(false);
    const content = { type: "text" as const, nodes: [{ type: "mention" as const, account_id: ME, name: "我" }] };
    expect(deservesAlert({ ...message(6), content }, muted, context)).toBe(true);
  });
});

describe("typing signs", () => {
  it("live some seconds, once per person, and die with the message", () => {
    let list = typed([], "a", "甲", 0);
    list = typed(list, "a", "甲", 1000);
    list = typed(list, "b", "乙", 1000);
    expect(list).toHaveLength(2);
    expect(silenced(list, "b").map((t) => t.accountId)).toEqual(["a"]);
    expect(alive(list, 1000 + SIGN_LIFE_MS)).toEqual([]);
  });
});

// covers: MSG-03
describe("actions of a message", () => {
  const mine: Message = { ...message(1), sender_id: ME, recallable_until_at: 100 };
  const standing = (now: number) => ({ me: ME, now, windowSeconds: 120, writes: true, images: true });
  const keys = (m: Message, now: number) => actionsFor(m, standing(now)).map((group) => group.map((a) => a.key));
  const image = { media: "image", id: "f" } as FileRef;

  it("offer editing and recall inside the window and a correction after it", () => {
    expect(keys(mine, 100)[2]).toEqual(["edit", "recall"]);
    expect(keys(mine, 101)[2]).toEqual(["correct", "recall"]);
  });

  it("never offer to change what others said, nor anything about what was recalled", () => {
    expect(keys(message(1), 0)).toEqual([
      ["reply", "thread", "forward", "copy"],
      ["star", "later", "pin", "select"],
      ["mark_unread"],
    ]);
    expect(keys({ ...mine, recalled: { by: ME, at: 1 } }, 0)).toEqual([]);
  });

  it("offer the way back from every mark", () => {
    const on = { ...message(1), starred: true, later: true, pinned: true };
    expect(keys(on, 0)[1]).toEqual(["unstar", "not_later", "unpin", "select"]);
  });

  it("say nothing where one may not speak, and still let one keep and pass on", () => {
    const [first = [], second = []] = actionsFor(message(1), { ...standing(0), writes: false });
    expect([...first, ...second].map((a) => a.key)).toEqual(["forward", "copy", "star", "later", "select"]);
  });

  it("copy an image where there is nothing else, and words where there are words", () => {
    const picture: Message = { ...message(1), content: { type: "text", nodes: [], files: [image] } };
    expect(keys(picture, 0)[0]).toEqual(["reply", "thread", "forward", "copy_image"]);
  });

  it("offer neither editing nor correcting of what is spoken or passed on", () => {
    const forwarded: Message = { ...mine, content: { type: "text", nodes: [], forwarded: true } };
    expect(keys(forwarded, 0)[2]).toEqual(["recall"]);
    expect(keys(forwarded, 101)[2]).toEqual(["recall"]);
  });

  it("keep at hand what one does most, and recall only while it is open", () => {
    const hand = (now: number) => atHand(actionsFor(mine, standing(now))).map((a) => a.key);
    expect(hand(100)).toEqual(["reply", "thread", "forward", "edit", "recall"]);
    expect(hand(101)).toEqual(["reply", "thread", "forward"]);
  });
});
