import type { TFunction } from "i18next";
import { spoken } from "../../../platform/i18n";
import { lengthWords } from "../model/files";
import { oneLine } from "../model/preview";
import { plainText } from "../model/text";
import type { Content, FileRef, TextContent } from "../model/types";

type Say = TFunction<"messages">;

/** One line about what was said or sent, also where it is not text. */
export function contentLine(content: Exclude<Content, { type: "system" }>, t: Say): string {
  switch (content.type) {
    case "text":
      return textLine(content, t);
    case "voice":
      return t("kind.voice", { length: lengthWords(content.duration_ms) });
    case "record":
      return t("kind.record");
    case "card":
      return t("kind.approval", { title: spoken(content.title) }).trim();
  }
}

/** What kind of thing was sent beside words; nothing for words alone. */
export function kindWords(content: Content | null, t: Say): string {
  if (content === null || content.type === "system") return "";
  return content.type === "text" ? filesLine(content.files ?? [], t) : contentLine(content, t);
}

/** All of what was said, as it is copied; what is not text is named. */
export function copyWords(content: Content | null, t: Say): string {
  if (content === null || content.type === "system") return "";
  if (content.type !== "text") return contentLine(content, t);
  return [filesLine(content.files ?? [], t), plainText(content, t("everyone"))].filter(Boolean).join("\n");
}

function textLine(content: TextContent, t: Say): string {
  const files = content.files ?? [];
  const words = oneLine(plainText(content, t("everyone")));
  return [filesLine(files, t), words].filter(Boolean).join(" ");
}

function filesLine(files: FileRef[], t: Say): string {
  const [first] = files;
  if (first === undefined) return "";
  if (files.every((file) => file.media === "image")) {
    return files.length === 1 ? t("kind.image") : t("kind.images", { n: files.length });
  }
  if (files.length > 1) return t("kind.files", { n: files.length });
  return first.media === "video" ? t("kind.video") : t("kind.file", { name: first.name });
}
