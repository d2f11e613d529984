import { useId } from "react";
import { useTranslation } from "react-i18next";
import { isDecimal, shownDecimal } from "./decimal";
import group from "./Group.module.css";
import css from "./inputs.module.css";
import { shownMoney } from "./money";
import { useUnitWords } from "./NumberInput";
import { type InputProps, textOf } from "./props";

/** What a formula comes to; it follows what is filled in, and is said when it changes. */
export function FormulaOutput({ field, value, label, bare, hint }: Omit<InputProps, "onChange">) {
  const { t, i18n } = useTranslation("approval-form");
  const id = useId();
  const unit = useUnitWords()(field);
  const text = textOf(value);
  const number = isDecimal(text);
  const places = field.decimals ?? 0;
  const shown = field.currency
    ? shownMoney(text, field.currency, places, i18n.language)
    : number
      ? shownDecimal(text, places)
      : text;
  return (
    <div className={group.group}>
      <span id={id} className={bare ? group.unseen : group.legend}>
        {label}
      </span>
      <output className={css.formula} aria-labelledby={id}>
        {shown || t("formula.open")}
        {number && !field.currency && unit !== "" && <span className={css.unit}>{unit}</span>}
      </output>
      {hint && !bare && <p className={group.hint}>{hint}</p>}
    </div>
  );
}
