import i18next, { type TFunction } from "i18next";
import { expect, test } from "vitest";
import { withdrawn } from "../model/message";
import { message } from "../model/timeline.fixture";
import type { CardContent, Quoted } from "../model/types";
import { briefOf, briefWords } from "./brief";
import { contentLine } from "./content";

const title = { "zh-CN": "请假 · 王青", en: "Leave · 王青" };
const card: CardContent = { type: "card", subject: "approval", id: "a", title };
const t = ((key: string, options?: { title?: string }) =>
  [key, options?.title].filter(Boolean).join(" ")) as TFunction<"messages">;

test("a card is called in the reader's language, in its line and where it is quoted", async () => {
  await i18next.init({ lng: "en" });
  const quoted: Quoted = {
    seq: 1,
    sender_id: "b",
    sender_name: "b",
    kind: "card",
    excerpt: "",
    media: "card",
    recalled: false,
    title,
  };
  for (const [language, called] of [
    ["en", "Leave · 王青"],
    ["zh-CN", "请假 · 王青"],
  ] as const) {
    await i18next.changeLanguage(language);
    expect(contentLine(card, t)).toBe(`kind.approval ${called}`);
    expect(briefWords(quoted, t)).toBe(`chat-act:media.card ${called}`);
    expect(briefWords(briefOf({ ...message(1), kind: "card", content: card }, t), t)).toBe(`kind.approval ${called}`);
  }
  expect(contentLine({ ...card, title: {} }, t)).toBe("kind.approval");
  expect(withdrawn(quoted).title).toBeUndefined();
});
