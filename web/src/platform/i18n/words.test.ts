import i18next from "i18next";
import { expect, test } from "vitest";
import { spoken, wordsIn } from "./words";

const leave = { "zh-CN": "请假", en: "Leave" };

test("words are shown in the reader's language, and in the other where it is missing", () => {
  expect(wordsIn(leave, "en")).toBe("Leave");
  expect(wordsIn({ "zh-CN": "请假", en: "" }, "en")).toBe("请假");
  expect(wordsIn({ en: "Leave" }, "zh-CN")).toBe("Leave");
  expect(wordsIn(undefined, "en")).toBe("");
});

test("they follow a change of language", async () => {
  await i18next.init({ lng: "en" });
  expect(spoken(leave)).toBe("Leave");
  await i18next.changeLanguage("zh-CN");
  expect(spoken(leave)).toBe("请假");
});
