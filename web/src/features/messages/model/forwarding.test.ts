import { describe, expect, it } from "vitest";
import { copies, forwardable, foundIn, MAX_TARGETS, ofConversation, ofPerson, toggledTarget } from "./forwarding";
import { message } from "./timeline.fixture";
import type { Conversation, Person } from "./types";

const person = { id: "p", name: "林晓彤" } as Person;
const conversation = (over: Partial<Conversation>) =>
  ({ id: "c", kind: "group", name: "研发群", peer: null, abilities: ["message.send"], ...over }) as Conversation;

// covers: MSG-03
describe("forwarding", () => {
  it("knows a person and the conversation with them as one target", () => {
    const direct = ofConversation(conversation({ id: "d", kind: "direct", peer: person }));
    expect(toggledTarget([direct], ofPerson(person))).toEqual([]);
  });

  it("takes as many targets as the server does and not one more", () => {
    const full = Array.from({ length: MAX_TARGETS }, (_, i) => ofPerson({ ...person, id: `p${i}` }));
    expect(toggledTarget(full, ofPerson(person))).toBe(full);
  });

  it("finds conversations by the name that they are shown by, where one may speak", () => {
    const list = [
      conversation({ id: "a" }),
      conversation({ id: "b", kind: "direct", name: "", peer: person }),
      conversation({ id: "s", kind: "self", name: "" }),
      conversation({ id: "n", abilities: [] }),
    ];
    const ids = (query: string) => foundIn(list, query, "我的笔记").map((c) => c.id);
    expect([ids("研发"), ids("晓"), ids("笔记")]).toEqual([["a"], ["b"], ["s"]]);
  });

  it("leaves out what is gone, in the order of the conversation", () => {
    const gone = { ...message(2), content: null, recalled: { by: "a", at: 1 } };
    expect(forwardable([message(3), gone, message(1)]).map((m) => m.seq)).toEqual([1, 3]);
  });

  it("counts what will be made", () => {
    expect([copies("each", 3, 2), copies("merged", 3, 2)]).toEqual([6, 2]);
  });
});
