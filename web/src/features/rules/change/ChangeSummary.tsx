import { useTranslation } from "react-i18next";
import type { NamedScope, RuleDetail } from "../api/rules";
import { before } from "../model/scope";
import { BeforeAfter } from "../rule/BeforeAfter";
import { useRuleWords } from "../words/useRuleWords";
import css from "./change.module.css";

interface Props {
  rule: RuleDetail;
  scope: NamedScope;
  value: number | null;
  /** Whether it is a value already, and not a half-typed number. */
  known: boolean;
}

/** What the change comes down to: whom, from what, to what. */
export function ChangeSummary({ rule, scope, value, known }: Props) {
  const { t } = useTranslation("rules");
  const words = useRuleWords();
  const was = before(rule, scope);
  return (
    <p className={css.summary} role="status">
      <span>{t("change.summary", { scope: scope.kind === "role" ? t("scope.role") : words.scope(scope) })}</span>
      {known ? <BeforeAfter unit={rule.unit} from={was?.value ?? null} to={value} /> : t("change.summary_open")}
    </p>
  );
}
