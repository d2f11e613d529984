import { describe, expect, it } from "vitest";
import { threadOf, threadRows } from "./thread";
import * as timeline from "./timeline";
import { FakeLog, message } from "./timeline.fixture";
import type { Message } from "./types";

const reply = (seq: number, over: Partial<Message> = {}): Message => ({ ...message(seq), thread_seq: 2, ...over });

function open() {
  const t = timeline.laid(timeline.empty("c", "me"), new FakeLog(5).page({ limit: 5 }));
  return timeline.heard(t, reply(6));
}

// covers: MSG-03
describe("a thread", () => {
  it("has the answers of the server and those that were heard since", () => {
    const page = { root: message(2), items: [reply(3), reply(4)] };
    const thread = threadOf(page, open(), 2);
    expect([thread.root?.seq, ...thread.replies.map((m) => m.seq)]).toEqual([2, 3, 4, 6]);
  });

  it("shows what is known already while it is being asked for", () => {
    expect(threadOf(undefined, open(), 2)).toMatchObject({ root: { seq: 2 }, replies: [{ seq: 6 }] });
  });

  it("knows marks of answers that stand far up in the conversation", () => {
    const far = reply(1, { told_at: 3 });
    const t = timeline.happened(open(), { kind: "starred", seq: 1, on: true, at: 5 });
    const log = { ...t, messages: t.messages.slice(2) };
    expect(threadOf({ root: message(2), items: [far] }, log, 2).replies[0]?.starred).toBe(true);
  });

  it("counts the answers between the first message and them", () => {
    const thread = threadOf(undefined, open(), 2);
    const rows = threadRows(thread, { timeline: open(), pending: [], me: "me", zone: "Asia/Shanghai" });
    expect(rows.map((r) => r.type)).toEqual(["message", "replies", "message"]);
    expect(rows[2]).toMatchObject({ first: true });
  });
});
