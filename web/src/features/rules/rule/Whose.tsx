import { useTranslation } from "react-i18next";
import type { ValueRow } from "../api/rules";
import { useRuleWords } from "../words/useRuleWords";
import css from "./rule.module.css";

/** From when to when, by whom and why. */
export function Whose({ row }: { row: ValueRow }) {
  const { t } = useTranslation("rules");
  const words = useRuleWords();
  const since = row.version === 0 ? t("since_default") : t("since", { at: words.moment(row.since_at) });
  const facts = [
    row.until_at === null
      ? since
      : t("since_until", { from: words.moment(row.since_at), to: words.moment(row.until_at) }),
  ];
  if (row.asked_by !== null) facts.push(t("asked_by", { name: row.asked_by.name }));
  if (row.confirmed_by !== null) facts.push(t("confirmed_by", { name: row.confirmed_by.name }));
  return (
    <>
      <p className={css.meta}>{facts.join(t("dot"))}</p>
      {row.reason !== "" && <p className={css.reason}>{t("reason_of", { reason: row.reason })}</p>}
    </>
  );
}
