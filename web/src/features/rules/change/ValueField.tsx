import { useTranslation } from "react-i18next";
import { SelectField, TextField } from "../../../ui";
import type { RuleDetail } from "../api/rules";
import { amountOf, stepsOf } from "../model/value";
import { useRuleWords } from "../words/useRuleWords";
import css from "./change.module.css";
import type { Draft } from "./draft";

interface Props {
  rule: RuleDetail;
  draft: Draft;
  onChange: (part: Partial<Draft>) => void;
  error: string | null;
}

/** What is wrong with what was typed: no number, or outside of what the rule allows. */
export function valueFault(rule: RuleDetail, draft: Draft): "form" | "bounds" | null {
  const value = amountOf(draft.typed, draft.step);
  if (value === null) return "form";
  return value < rule.min || value > rule.max ? "bounds" : null;
}

/** The amount and its unit, with the bounds that the rule has. */
export function ValueField({ rule, draft, onChange, error }: Props) {
  const { t } = useTranslation("rules");
  const words = useRuleWords();
  const steps = stepsOf(rule.unit);
  const bounds = { min: words.value(rule.unit, rule.min), max: words.value(rule.unit, rule.max) };
  const fault = draft.typed === "" ? null : valueFault(rule, draft);
  return (
    <div className={css.value}>
      <TextField
        label={t("change.value")}
        hint={t("change.bounds", { ...bounds, default: words.value(rule.unit, rule.default) })}
        error={fault === null ? error : t(`change.fault_${fault}`, bounds)}
        inputMode="decimal"
        autoComplete="off"
        value={draft.typed}
        onChange={(event) => onChange({ typed: event.target.value })}
      />
      {steps.length > 1 && (
        <SelectField
          label={t("change.unit")}
          value={draft.step.id}
          onChange={(event) => onChange({ step: steps.find((s) => s.id === event.target.value) ?? draft.step })}
        >
          {steps.map((step) => (
            <option key={step.id} value={step.id}>
              {t(`unit.${step.id}`)}
            </option>
          ))}
        </SelectField>
      )}
    </div>
  );
}
