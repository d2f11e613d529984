import { expect, test } from "vitest";
import { isNewer } from "./newer";
import type { ActRecord, EffectState } from "./types";

const told = (version: number, acts: number, state: EffectState, at: number | null) => ({
  version,
  acts: Array.from({ length: acts }, () => ({}) as ActRecord),
  effect: { name: "leave", words: "", state, at },
});

test("what an effect has done by now is newer than the answer of the act that began it", () => {
  const answer = told(3, 4, "pending", null);
  expect(isNewer(told(3, 4, "done", 17), answer)).toBe(true);
  expect(isNewer(answer, told(3, 4, "done", 17))).toBe(false);
});

test("what was said since, and what was decided since, is newer; the same is not", () => {
  const answer = told(3, 4, "none", null);
  expect(isNewer(told(3, 5, "none", null), answer)).toBe(true);
  expect(isNewer(told(4, 5, "none", null), answer)).toBe(true);
  expect(isNewer(told(2, 3, "none", null), answer)).toBe(false);
  expect(isNewer(told(3, 4, "none", null), answer)).toBe(false);
});
