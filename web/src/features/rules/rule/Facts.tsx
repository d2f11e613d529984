import { useTranslation } from "react-i18next";
import type { RuleDetail } from "../api/rules";
import { useRuleWords } from "../words/useRuleWords";
import css from "./rule.module.css";

/** How the rule is carried, since when, and between which bounds it may be set. */
export function Facts({ rule }: { rule: RuleDetail }) {
  const { t } = useTranslation("rules");
  const words = useRuleWords();
  const value = (n: number) => words.value(rule.unit, n);
  return (
    <dl className={css.facts}>
      <div>
        <dt>{t("facts.value")}</dt>
        <dd>{value(rule.value)}</dd>
      </div>
      <div>
        <dt>{t("facts.carried")}</dt>
        <dd>
          {t(`carried.${rule.carried}`)}
          {rule.carried === "enforced" &&
            rule.stage !== "enforce" &&
            t("facts.stage", { stage: t(`stage.${rule.stage}`) })}
        </dd>
      </div>
      <div>
        <dt>{t("facts.since")}</dt>
        <dd>{rule.version === 0 ? t("since_default") : words.moment(rule.since_at)}</dd>
      </div>
      <div>
        <dt>{t("facts.bounds")}</dt>
        <dd>{t("facts.between", { min: value(rule.min), max: value(rule.max) })}</dd>
      </div>
      <div>
        <dt>{t("facts.default")}</dt>
        <dd>{value(rule.default)}</dd>
      </div>
      <div>
        <dt>{t("facts.requirements")}</dt>
        <dd>{rule.requirements.join(t("separator"))}</dd>
      </div>
    </dl>
  );
}
