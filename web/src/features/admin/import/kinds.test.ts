import { expect, test } from "vitest";
import type { Import } from "../api/imports";
import { countOf, firstKind, hintOf, nothingToDo } from "./kinds";

const one = (change: Partial<Import>) =>
  ({ state: "rehearsed", create: 0, change: 0, leave: 0, same: 0, fault_rows: 0, ...change }) as Import;

test("a rehearsal opens on what is wrong, a finished import on what it did", () => {
  expect(firstKind(one({ create: 3, fault_rows: 2 }))).toBe("fault");
  expect(firstKind(one({ create: 3, fault_rows: 2, state: "applied" }))).toBe("create");
  expect(firstKind(one({ same: 5 }))).toBe("same");
  expect(firstKind(one({}))).toBe("create");
});

test("faulty lines are counted by line", () => {
  expect(countOf(one({ fault_rows: 7 }), "fault")).toBe(7);
});

test("a file that changes nobody leaves nothing to do", () => {
  expect(nothingToDo(one({ same: 620 }))).toBe(true);
  expect(nothingToDo(one({ same: 620, leave: 1 }))).toBe(false);
});

test("faults are never said to be no news", () => {
  expect(hintOf(one({ same: 608, fault_rows: 16 }))).toBe("nothing_good");
  expect(hintOf(one({ same: 620 }))).toBe("nothing");
  expect(hintOf(one({ create: 1, fault_rows: 16 }))).toBe("some_faults");
  expect(hintOf(one({ create: 1 }))).toBe("all_good");
});
