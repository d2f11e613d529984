import { expect, it } from "vitest";
import { amountOf } from "./amount";

it("says values of rules in the largest unit that fits", () => {
  expect(amountOf(120, "s")).toMatchObject({ key: "minutes", n: "2" });
  expect(amountOf(90, "s")).toMatchObject({ key: "seconds", n: "90" });
  expect(amountOf(86_400, "s")).toMatchObject({ key: "days", n: "1" });
  expect(amountOf(0, "s")).toMatchObject({ key: "seconds", n: "0" });
  expect(amountOf(50 * 1024 * 1024, "B")).toMatchObject({ key: "other", n: "50", unit: "MB" });
  expect(amountOf(1500, "B")).toMatchObject({ n: "1,500", unit: "B" });
  expect(amountOf(7, "d")).toMatchObject({ key: "days", n: "7" });
  expect(amountOf(3, "")).toMatchObject({ key: "plain", n: "3" });
});
