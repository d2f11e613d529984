import { X } from "lucide-react";
import { useTranslation } from "react-i18next";
import { IconButton, SelectField, TextField } from "../../../../ui";
import { useWordsIn } from "../../fields";
import { plainDecimal } from "../../fields/decimal";
import { type Op, opsOf, type Subject, type Test, wants } from "../model/tests";
import css from "./condition.module.css";

interface Props {
  n: number;
  test: Test;
  subjects: readonly Subject[];
  onChange: (test: Test) => void;
  onRemove: () => void;
}

/** One test of a condition: what, how, and with what. */
export function TestRow({ n, test, subjects, onChange, onRemove }: Props) {
  const { t } = useTranslation("approval-designer");
  const called = useSubjectWords();
  const subject = subjects.find((s) => s.text === test.subject);
  const turn = (text: string) => {
    const next = subjects.find((s) => s.text === text);
    if (next === undefined) return;
    const alike = next.type === subject?.type;
    const op = alike ? test.op : (opsOf(next.type)[0] ?? "filled");
    onChange({
      subject: text,
      op,
      values: alike && next.type !== "option" && next.type !== "options" ? test.values : [],
    });
  };
  return (
    <li className={css.test}>
      <div className={css.subject}>
        <SelectField
          label={t("condition.subject", { n })}
          bare
          value={test.subject}
          onChange={(e) => turn(e.target.value)}
        >
          {subject === undefined && <option value={test.subject}>{t("condition.gone")}</option>}
          {subjects.map((s) => (
            <option key={s.text} value={s.text}>
              {called(s)}
            </option>
          ))}
        </SelectField>
        <IconButton label={t("condition.remove", { n })} onClick={onRemove}>
          <X size={16} strokeWidth={1.75} aria-hidden />
        </IconButton>
      </div>
      <div className={css.rest}>
        <SelectField
          label={t("condition.op", { n })}
          bare
          value={test.op}
          onChange={(event) => {
            const op = event.target.value as Op;
            onChange({
              ...test,
              op,
              values: wants(op) === 0 ? [] : wants(op) === 1 ? test.values.slice(0, 1) : test.values,
            });
          }}
        >
          {opsOf(subject?.type ?? "thing").map((op) => (
            <option key={op} value={op}>
              {t(`op.${nameOfOp(op, subject)}`)}
            </option>
          ))}
        </SelectField>
        {subject !== undefined && wants(test.op) !== 0 && (
          <Operand n={n} test={test} subject={subject} onChange={onChange} />
        )}
      </div>
    </li>
  );
}

const NAMES: Partial<Record<Op, string>> = {
  "=": "is",
  "!=": "is_not",
  "<": "less",
  "<=": "at_most",
  ">": "more",
  ">=": "at_least",
};
const DATES: Partial<Record<Op, string>> = { "<": "before", "<=": "until", ">": "after", ">=": "from", "=": "on" };

const nameOfOp = (op: Op, subject: Subject | undefined): string =>
  (subject?.type === "date" ? DATES[op] : undefined) ?? NAMES[op] ?? op;

function Operand({
  n,
  test,
  subject,
  onChange,
}: {
  n: number;
  test: Test;
  subject: Subject;
  onChange: (t: Test) => void;
}) {
  const { t } = useTranslation("approval-designer");
  const said = useWordsIn();
  const label = t("condition.value", { n });
  const [value = ""] = test.values;
  const options = subject.field.options ?? [];
  if (test.op === "in") {
    const turn = (id: string) => {
      const next = options.map((o) => o.id).filter((one) => test.values.includes(one) !== (one === id));
      onChange({ ...test, values: next });
    };
    return (
      <fieldset className={css.several} aria-label={label}>
        {options.map((o) => (
          <label key={o.id} className={css.one}>
            <input type="checkbox" checked={test.values.includes(o.id)} onChange={() => turn(o.id)} />
            {said(o.label)}
          </label>
        ))}
      </fieldset>
    );
  }
  if (subject.type === "option" || subject.type === "options") {
    return (
      <SelectField label={label} bare value={value} onChange={(e) => onChange({ ...test, values: [e.target.value] })}>
        <option value="">{t("choose")}</option>
        {options.map((o) => (
          <option key={o.id} value={o.id}>
            {said(o.label)}
          </option>
        ))}
      </SelectField>
    );
  }
  const number = subject.type === "number";
  return (
    <TextField
      label={label}
      bare
      type={subject.type === "date" ? "date" : "text"}
      inputMode={number ? "decimal" : "text"}
      autoComplete="off"
      maxLength={200}
      value={value}
      onChange={(event) => {
        const typed = event.target.value;
        onChange({ ...test, values: [number ? plainDecimal(typed).replace(/[^\d.-]/g, "") : typed] });
      }}
    />
  );
}

/** What a test is about, as a person says it. */
export function useSubjectWords(): (subject: Subject) => string {
  const { t } = useTranslation("approval-designer");
  const said = useWordsIn();
  return ({ field, part, column }) => {
    const name = said(field.label) || field.id;
    return part === "" ? name : t(`subject.${part}`, { name, column: said(column?.label) });
  };
}
