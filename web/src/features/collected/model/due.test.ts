import { describe, expect, it } from "vitest";
import { dueOf } from "./due";

// covers: MSG-03
describe("what is due", () => {
  const item = (remind_at: number | null, done_at: number | null = null) => ({ remind_at, done_at });

  it("counts open entries whose time has come, their very instant included", () => {
    expect(dueOf([item(5), item(10), item(11), item(null), item(3, 4)], 10)).toEqual({ due: 2, next: 11 });
  });

  it("knows that nothing will come", () => {
    expect(dueOf([item(null), item(12, 13)], 10)).toEqual({ due: 0, next: null });
  });
});
