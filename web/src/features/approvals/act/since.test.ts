import { expect, test } from "vitest";
import { onto, since } from "./since";

const told = (version: number, kinds: string[], values: Record<string, string>) => ({
  version,
  values,
  acts: kinds.map((kind, at) => ({ n: at + 1, kind })),
  definition: { fields: [{ id: "days" }, { id: "note" }] },
});

test("what is said aside changes nothing about which one decides", () => {
  const seen = told(1, ["submit"], { days: "2" });
  expect(since(seen, told(1, ["submit", "comment", "urge", "cc"], { days: "2" }))).toBeNull();
  expect(since(seen, seen)).toBeNull();
});

test("what was done and filled in since is named", () => {
  const seen = told(1, ["submit", "comment"], { days: "2" });
  const now = told(3, ["submit", "comment", "approve", "comment", "return_step"], { days: "3" });
  expect(since(seen, now)).toEqual({
    acts: [
      { n: 3, kind: "approve" },
      { n: 5, kind: "return_step" },
    ],
    fields: [{ id: "days" }],
  });
});

test("what one has typed stays, and what one has left alone follows", () => {
  expect(onto({ days: "2", note: "mine" }, { days: "2", note: "" }, { days: "3", note: "theirs" })).toEqual({
    days: "3",
    note: "mine",
  });
});
