import type { TFunction } from "i18next";
import type { RecordContent } from "../model/types";

/** The name of a forwarded record: whose conversation it was taken from. */
export function recordTitle({ title }: RecordContent, t: TFunction<"chat-show">): string {
  const [a = "", b = ""] = title.names;
  if (title.kind === "group") return a === "" ? t("record.title_group") : t("record.title_named", { name: a });
  return b === "" ? t("record.title_one", { name: a }) : t("record.title_two", { a, b });
}
