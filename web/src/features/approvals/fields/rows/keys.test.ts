import { expect, test } from "vitest";
import { keysFor } from "./keys";

test("rows that stay keep their names, and new ones get names that were never used beside them", () => {
  expect(keysFor([], 2)).toEqual([0, 1]);
  expect(keysFor([0, 2], 4)).toEqual([0, 2, 3, 4]);
  expect(keysFor([0, 1, 2], 1)).toEqual([0]);
  const same = [3, 4];
  expect(keysFor(same, 2)).toBe(same);
});
