import { expect, test } from "vitest";
import { shownMoney, signOf } from "./money";

test("money bears the sign of the reader's language, as on paper", () => {
  expect(shownMoney("1234.5", "CNY", 2, "zh-CN")).toBe("¥1,234.50");
  expect(shownMoney("-1234.50", "CNY", 2, "en")).toBe("-CN¥1,234.50");
  expect(shownMoney("0.1", "USD", 2, "en")).toBe("$0.10");
  expect(shownMoney("-7.00", "CHF", 2, "en")).toBe("-CHF\u00a07.00");
  expect(shownMoney("5", undefined, 0, "zh-CN")).toBe("¥5");
});

test("digits beyond what a floating number holds stay", () => {
  expect(shownMoney("999999999999999999.99", "JPY", 2, "zh-CN")).toBe("JP¥999,999,999,999,999,999.99");
});

test("what is no number, or no currency, is left as it is", () => {
  expect(shownMoney("soon", "CNY", 2, "en")).toBe("soon");
  expect(signOf("no", "en")).toBe("no");
});
