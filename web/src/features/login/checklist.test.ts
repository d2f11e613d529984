import { describe, expect, test } from "vitest";
import { CHECKS, good, passed } from "./checklist";

// covers: ACC-04
describe("what a password must have", () => {
  test("is counted in characters, so that an emoji is one", () => {
    expect(passed("😀😀😀😀").has("length")).toBe(false);
    expect(passed("😀😀😀😀😀😀😀😀").has("length")).toBe(true);
  });

  test.each([
    ["", []],
    ["abcdefgh", ["length", "letter"]],
    ["12345678", ["length", "digit"]],
    ["密码一二三四五六", ["length", "letter"]],
    ["a1!", ["letter", "digit", "special"]],
    ["with a 1 blank", ["length", "letter", "digit", "special"]],
    ["tab\there12", ["length", "letter", "digit"]],
  ])("%j passes %j", (password, checks) => {
    expect(CHECKS.filter((c) => passed(password).has(c))).toEqual(checks);
  });

  test("is good when nothing is missing", () => {
    expect(good("Tonggui#2026")).toBe(true);
    expect(good("Tonggui2026")).toBe(false);
  });
});
