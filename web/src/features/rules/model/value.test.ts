import { expect, test } from "vitest";
import { amountOf, stepFor, stepsOf } from "./value";

test("a value is written in the largest unit of which it is a whole number", () => {
  expect(stepFor("s", 120).id).toBe("minute");
  expect(stepFor("s", 90).id).toBe("second");
  expect(stepFor("s", 5_400).id).toBe("minute");
  expect(stepFor("s", 30 * 86_400).id).toBe("day");
  expect(stepFor("s", 0).id).toBe("minute");
  expect(stepFor("B", 50 << 20).id).toBe("MB");
  expect(stepFor("d", 7).id).toBe("day");
  expect(stepFor("", 3).id).toBe("times");
  expect(stepFor("", 0).id).toBe("times");
});

test("what is typed is read in its unit, and nothing else is taken for a number", () => {
  const [second, minute] = stepsOf("s");
  if (second === undefined || minute === undefined) throw new Error("no steps");
  expect(amountOf("5", minute)).toBe(300);
  expect(amountOf(" 1.5 ", minute)).toBe(90);
  expect(amountOf("0", minute)).toBe(0);
  for (const text of ["", "-1", "1e3", "0x10", "五", "1.", "0.5", "9".repeat(30)]) {
    expect(amountOf(text, second), text).toBeNull();
  }
});
