import { Scale } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { RuleView } from "../api/rules";
import { ClauseLink } from "../clause/ClauseLink";
import css from "./rule.module.css";

/** The clause that the rule carries, as it is written, and the way to it. */
export function Clause({ rule }: { rule: Pick<RuleView, "id" | "clause"> }) {
  const { t } = useTranslation(["rules", "ui"]);
  const { document, version, number, text } = rule.clause;
  return (
    <blockquote className={css.clause}>
      <p className={css.source}>
        <Scale size={14} strokeWidth={1.75} aria-hidden />
        {t("ui:rule.source", { document, version, number })}
        <ClauseLink clause={rule.clause} />
      </p>
      <p>{text}</p>
    </blockquote>
  );
}
