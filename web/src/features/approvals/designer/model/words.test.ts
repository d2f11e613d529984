import { expect, test } from "vitest";
import { withWords } from "./words";

test("words of one language change without those of the other, and empty ones go", () => {
  expect(withWords({ "zh-CN": "事由" }, "en", "Reason")).toEqual({ "zh-CN": "事由", en: "Reason" });
  expect(withWords({ "zh-CN": "事由", en: "Reason" }, "en", "")).toEqual({ "zh-CN": "事由" });
  expect(withWords({ en: "x" }, "en", "")).toBeUndefined();
});
