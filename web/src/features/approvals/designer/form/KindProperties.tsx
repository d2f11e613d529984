import { useTranslation } from "react-i18next";
import { SelectField, SwitchField, TextField } from "../../../../ui";
import type { Field } from "../../definition";
import { useWordsIn } from "../../fields";
import { isDecimal, plainDecimal } from "../../fields/decimal";
import type { Change } from "../model/fields";
import { hasBounds, hasCount, hasInitial, hasOptions } from "../model/kinds";
import { FormulaField } from "../parts/FormulaField";
import { NumberField } from "../parts/NumberField";
import parts from "../parts/parts.module.css";
import { Options } from "./Options";

interface Props {
  field: Field;
  siblings: readonly Field[];
  change: (next: Change) => void;
  error: (property: string) => string | null;
}

const CURRENCIES = ["CNY", "USD", "EUR", "HKD", "JPY", "GBP"];
const UNITS = ["day", "hour", "minute", "month", "year", "person", "piece", "times", "percent", "set"];

/** What only some kinds have: options, bounds, units, how many. */
export function KindProperties({ field, siblings, change, error }: Props) {
  const { t } = useTranslation(["approval-designer", "approval-form"]);
  const { kind } = field;
  const decimals = kind === "number" || kind === "amount" || kind === "formula";
  const any = hasOptions(kind) || hasBounds(kind) || hasCount(kind) || hasInitial(kind) || decimals || kind === "span";
  if (!any) return null;
  return (
    <section className={parts.section}>
      {kind === "formula" && (
        <FormulaField
          fields={siblings.filter((one) => one.id !== field.id)}
          value={field.formula ?? ""}
          error={error("formula")}
          onChange={(formula) => change({ formula })}
        />
      )}
      {hasOptions(kind) && (
        <Options options={field.options ?? []} error={error("options")} onChange={(options) => change({ options })} />
      )}
      {(kind === "text" || kind === "longtext") && (
        <NumberField
          label={t("field.max_chars")}
          max={10_000}
          value={field.max_chars}
          error={error("max_chars")}
          onChange={(max_chars) => change({ max_chars })}
        />
      )}
      {hasBounds(kind) && (
        <div className={parts.pair}>
          <DecimalField
            label={t("field.min")}
            value={field.min}
            error={error("min")}
            onChange={(min) => change({ min })}
          />
          <DecimalField
            label={t("field.max")}
            value={field.max}
            error={error("max")}
            onChange={(max) => change({ max })}
          />
        </div>
      )}
      {decimals && (
        <div className={parts.pair}>
          <NumberField
            label={t("field.decimals")}
            max={6}
            value={field.decimals}
            error={error("decimals")}
            onChange={(next) => change({ decimals: next })}
          />
          {kind !== "number" && (
            <SelectField
              label={t("field.currency")}
              error={error("currency")}
              value={field.currency ?? ""}
              onChange={(event) => change({ currency: event.target.value || undefined })}
            >
              {kind === "formula" && <option value="">{t("field.no_currency")}</option>}
              {CURRENCIES.map((code) => (
                <option key={code}>{code}</option>
              ))}
            </SelectField>
          )}
          {kind !== "amount" && !field.currency && (
            <SelectField
              label={t("field.unit")}
              error={error("unit")}
              value={field.unit ?? ""}
              onChange={(event) => change({ unit: event.target.value || undefined })}
            >
              <option value="">{t("field.no_unit")}</option>
              {UNITS.map((unit) => (
                <option key={unit} value={unit}>
                  {t(`approval-form:unit.${unit}`)}
                </option>
              ))}
            </SelectField>
          )}
        </div>
      )}
      {hasCount(kind) && (
        <div className={parts.pair}>
          <NumberField
            label={t("field.min_count")}
            max={500}
            value={field.min_count}
            error={error("min_count")}
            onChange={(min_count) => change({ min_count })}
          />
          <NumberField
            label={t("field.max_count")}
            max={500}
            value={field.max_count}
            error={error("max_count")}
            onChange={(max_count) => change({ max_count })}
          />
        </div>
      )}
      {kind === "span" && (
        <SwitchField
          label={t("field.half_days")}
          checked={field.half_days === true}
          onChange={(on) => change({ half_days: on || undefined })}
        />
      )}
      {hasInitial(kind) && <Initial field={field} error={error("initial")} change={change} />}
    </section>
  );
}

function Initial({ field, error, change }: Pick<Props, "field" | "change"> & { error: string | null }) {
  const { t } = useTranslation(["approval-designer", "approval-form"]);
  const said = useWordsIn();
  const { kind } = field;
  const put = (text: string) => change({ initial: text || undefined });
  if (kind === "date" || kind === "person" || kind === "department") {
    const own = kind === "date" ? "today" : "applicant";
    return (
      <SwitchField
        label={t(`field.initial_${kind}`)}
        checked={field.initial === own}
        onChange={(on) => put(on ? own : "")}
      />
    );
  }
  if (kind !== "choice" && kind !== "yesno") {
    const figure = kind === "number" || kind === "amount";
    return (
      <TextField
        label={t("field.initial")}
        error={error}
        autoComplete="off"
        inputMode={figure ? "decimal" : "text"}
        maxLength={200}
        value={field.initial ?? ""}
        onChange={(event) => put(figure ? plainDecimal(event.target.value) : event.target.value)}
      />
    );
  }
  const options =
    kind === "choice"
      ? (field.options ?? []).map((o) => ({ id: o.id, label: said(o.label) }))
      : [
          { id: "true", label: t("approval-form:yes") },
          { id: "false", label: t("approval-form:no") },
        ];
  return (
    <SelectField
      label={t("field.initial")}
      error={error}
      value={field.initial ?? ""}
      onChange={(e) => put(e.target.value)}
    >
      <option value="">{t("field.no_initial")}</option>
      {options.map((o) => (
        <option key={o.id} value={o.id}>
          {o.label}
        </option>
      ))}
    </SelectField>
  );
}

interface DecimalProps {
  label: string;
  value: string | undefined;
  error: string | null;
  onChange: (value: string | undefined) => void;
}

function DecimalField({ label, value = "", error, onChange }: DecimalProps) {
  const { t } = useTranslation("approval-form");
  const wrong = value !== "" && value !== "-" && !isDecimal(value.replace(/\.$/, ""));
  return (
    <TextField
      label={label}
      error={error ?? (wrong ? t("number.wrong") : null)}
      inputMode="decimal"
      autoComplete="off"
      maxLength={28}
      value={value}
      onChange={(event) => onChange(plainDecimal(event.target.value) || undefined)}
    />
  );
}
