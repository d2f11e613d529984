import { useTranslation } from "react-i18next";
import { TextField } from "../../../ui";
import { isDecimal, plainDecimal } from "./decimal";
import css from "./inputs.module.css";
import { shownMoney, signOf } from "./money";
import { type InputProps, orNull, textOf } from "./props";

/** A number or an amount. It stays the text that was typed; only separators go. */
export function NumberInput({ field, value, onChange, hint, error, ...frame }: InputProps) {
  const { t, i18n } = useTranslation("approval-form");
  const text = textOf(value);
  const amount = field.kind === "amount";
  const unit = useUnitWords()(field);
  const wrong = text !== "" && text !== "-" && !isDecimal(text.replace(/\.$/, ""));
  // A long amount is easily misread: it is said once more with separators.
  const said =
    amount && isDecimal(text) && text.length > 4
      ? shownMoney(text, field.currency, field.decimals ?? 0, i18n.language)
      : "";
  return (
    <TextField
      {...frame}
      hint={[hint, frame.bare ? "" : said].filter(Boolean).join(" · ") || undefined}
      error={error ?? (wrong ? t("number.wrong") : null)}
      inputMode="decimal"
      autoComplete="off"
      maxLength={28}
      value={text}
      trailing={unit === "" ? undefined : <span className={css.unit}>{unit}</span>}
      onChange={(event) => onChange(orNull(plainDecimal(event.target.value)))}
    />
  );
}

const UNITS = ["day", "hour", "minute", "month", "year", "person", "piece", "times", "percent", "set"];

/** What a number counts: a known unit in words, any other as it is, money by its sign. */
export function useUnitWords(): (field: InputProps["field"]) => string {
  const { t, i18n } = useTranslation("approval-form");
  return ({ kind, unit, currency }) => {
    if (kind === "amount") return signOf(currency, i18n.language);
    if (!unit) return "";
    return UNITS.includes(unit) ? t(`unit.${unit}`) : unit;
  };
}
