import { expect, test } from "vitest";
import { isDecimal, plainDecimal, shownDecimal } from "./decimal";

test("a number from any keyboard becomes a plain one", () => {
  expect(plainDecimal(" 1,234.50 ")).toBe("1234.50");
  expect(plainDecimal("１２３４．５")).toBe("1234.5");
  expect(plainDecimal("12。5")).toBe("12.5");
  expect(plainDecimal("abc")).toBe("abc");
});

test("numbers are shown with separators and at least so many places", () => {
  expect(shownDecimal("1234567.5", 2)).toBe("1,234,567.50");
  expect(shownDecimal("-999")).toBe("-999");
  expect(shownDecimal("-1000.125", 2)).toBe("-1,000.125");
  expect(shownDecimal("not a number")).toBe("not a number");
});

test("what is too long or has no digits is no decimal", () => {
  for (const text of ["", "-", ".5", "1.", "1e3", "1".repeat(19)]) expect(isDecimal(text)).toBe(false);
});
