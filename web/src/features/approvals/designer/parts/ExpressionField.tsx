import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { TextAreaField } from "../../../../ui";
import type { Field } from "../../definition";
import { useWordsIn } from "../../fields";
import css from "./condition.module.css";
import { useExpressionFault } from "./useExpressionFault";

interface Props {
  label: string;
  fields: readonly Field[];
  /** What it has to come to. */
  wanted: "condition" | "formula";
  value: string;
  error: string | null;
  onChange: (text: string) => void;
}

/** The language itself, with the names that there are and the place of what is wrong. */
export function ExpressionField({ label, fields, wanted, value, error, onChange }: Props) {
  const { t } = useTranslation("approval-designer");
  const said = useWordsIn();
  const area = useRef<HTMLTextAreaElement>(null);
  const fault = useExpressionFault(fields, wanted, value);
  const insert = (text: string) => {
    const box = area.current;
    const [from, to] = [box?.selectionStart ?? value.length, box?.selectionEnd ?? value.length];
    onChange(value.slice(0, from) + text + value.slice(to));
    requestAnimationFrame(() => {
      box?.focus();
      box?.setSelectionRange(from + text.length, from + text.length);
    });
  };
  return (
    <div className={css.expression}>
      <TextAreaField
        ref={area}
        label={label}
        hint={t(`expression.hint_${wanted}`)}
        error={fault?.words ?? error}
        rows={2}
        maxLength={1000}
        spellCheck={false}
        autoComplete="off"
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
      {fault !== null && (
        <button
          type="button"
          className={css.where}
          aria-label={t("expression.go", { n: fault.at + 1 })}
          onClick={() => {
            area.current?.focus();
            area.current?.setSelectionRange(fault.from, fault.from + Math.max(1, fault.length));
          }}
        >
          <span>{value.slice(0, fault.from)}</span>
          <mark>{value.slice(fault.from, fault.from + Math.max(1, fault.length)) || "␣"}</mark>
          <span>{value.slice(fault.from + Math.max(1, fault.length))}</span>
        </button>
      )}
      <ul className={css.names} aria-label={t("expression.names")}>
        {namesOf(fields).map(({ text, field, column }) => (
          <li key={text}>
            <button type="button" className={css.nameChip} onClick={() => insert(text)}>
              <code>{text}</code>
              <span>{column === undefined ? said(field.label) : `${said(field.label)}·${said(column.label)}`}</span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** What an expression can name. */
function namesOf(fields: readonly Field[]): { text: string; field: Field; column?: Field }[] {
  return fields.flatMap((field): { text: string; field: Field; column?: Field }[] => {
    const { id, kind } = field;
    if (kind === "explanation") return [];
    if (kind === "span") return [{ text: `${id}.days`, field }];
    if (kind !== "rows") return [{ text: id, field }];
    const figures = (field.columns ?? []).filter((c) => ["number", "amount", "formula"].includes(c.kind));
    return [
      { text: `count(${id})`, field },
      ...figures.map((column) => ({ text: `sum(${id}.${column.id})`, field, column })),
    ];
  });
}
