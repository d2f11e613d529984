import { expect, test } from "vitest";
import { isNew, kept, moved } from "./order";

test("a phrase moves by one place, and not beyond the ends", () => {
  expect(moved(["a", "b", "c"], 2, -1)).toEqual(["a", "c", "b"]);
  expect(moved(["a", "b", "c"], 0, 1)).toEqual(["b", "a", "c"]);
  expect(moved(["a", "b"], 0, -1)).toEqual(["a", "b"]);
  expect(moved(["a", "b"], 1, 1)).toEqual(["a", "b"]);
});

test("empty lines are not kept, nor is one twice", () => {
  expect(kept([" a ", "", "b", "a", "  "])).toEqual(["a", "b"]);
});

test("only a line that is not there yet can be added", () => {
  expect(isNew(["a"], " b ")).toBe(true);
  for (const text of ["a", " ", "two\nlines", "x".repeat(101)]) expect(isNew(["a"], text)).toBe(false);
  expect(isNew(Array.from({ length: 20 }, String), "b")).toBe(false);
});
