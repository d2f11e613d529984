import { useTranslation } from "react-i18next";
import { useMe } from "../../../platform/api";
import { SelectField, TextField } from "../../../ui";
import type { Half } from "../definition";
import { Group } from "./Group";
import css from "./inputs.module.css";
import { instantOfWall, wallOfInstant } from "./instant";
import { type InputProps, orNull, textOf } from "./props";
import { type SpanPart, spanOf, withPart } from "./span";

/** A day. */
export function DateInput({ field: _, value, onChange, ...frame }: InputProps) {
  return (
    <TextField
      {...frame}
      type="date"
      max="9999-12-31"
      value={textOf(value)}
      onChange={(event) => onChange(orNull(event.target.value))}
    />
  );
}

/** A day and a time, by the clocks of the person's zone. */
export function DateTimeInput({ field: _, value, onChange, ...frame }: InputProps) {
  const { zone } = useMe().settings;
  return (
    <TextField
      {...frame}
      type="datetime-local"
      max="9999-12-31T23:59"
      value={typeof value === "number" ? wallOfInstant(value, zone) : ""}
      onChange={(event) => onChange(event.target.value === "" ? null : instantOfWall(event.target.value, zone))}
    />
  );
}

/** From one day to another, by halves of days where the form says so. */
export function SpanInput({ field, value, onChange, label, ...frame }: InputProps) {
  const { t } = useTranslation("approval-form");
  const span = spanOf(value);
  const halves = field.half_days === true;
  const change = (part: SpanPart) => onChange(withPart(span, part, halves));
  return (
    <Group {...frame} label={label}>
      <div className={css.span}>
        {(["from", "to"] as const).map((side) => (
          <div key={side} className={css.spanSide}>
            <TextField
              label={t(`span.${side}`)}
              bare={frame.bare}
              type="date"
              aria-required={frame.must}
              min={side === "to" && span.from !== "" ? span.from : undefined}
              max="9999-12-31"
              value={span[side]}
              onChange={(event) => change({ [side]: event.target.value })}
            />
            {halves && (
              <SelectField
                label={t(`span.${side}_half`)}
                bare
                value={span[`${side}_half`] ?? (side === "from" ? "am" : "pm")}
                onChange={(event) => change({ [`${side}_half`]: event.target.value as Half })}
              >
                <option value="am">{t("span.am")}</option>
                <option value="pm">{t("span.pm")}</option>
              </SelectField>
            )}
          </div>
        ))}
      </div>
    </Group>
  );
}
