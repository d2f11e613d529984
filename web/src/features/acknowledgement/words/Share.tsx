import { useTranslation } from "react-i18next";
import { Progress } from "../../../ui";
import type { Counts } from "../api/types";
import css from "./words.module.css";

/** How many of those who were asked have acknowledged. */
export function Share({ of, label }: { of: Counts; label: string }) {
  const { t } = useTranslation("acknowledgement");
  return (
    <span className={css.share}>
      <Progress label={label} value={of.done} max={of.asked} tone={of.done === of.asked ? "ok" : "primary"} />
      <span className={css.figure}>{t("share", { done: of.done, asked: of.asked })}</span>
    </span>
  );
}
