import { expect, test } from "vitest";
import { wordsIn } from "./words";

test("words are shown in the reader's language, and in the other where it is missing", () => {
  expect(wordsIn({ "zh-CN": "请假", en: "Leave" }, "en")).toBe("Leave");
  expect(wordsIn({ "zh-CN": "请假", en: "" }, "en")).toBe("请假");
  expect(wordsIn({ en: "Leave" }, "zh-CN")).toBe("Leave");
  expect(wordsIn(undefined, "en")).toBe("");
});
