import { Plus } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button, Segmented } from "../../../../ui";
import type { Field } from "../../definition";
import { readTests } from "../model/readTests";
import { type Built, opsOf, subjectsOf, type Test, writeTests } from "../model/tests";
import css from "./condition.module.css";
import { ExpressionField } from "./ExpressionField";
import parts from "./parts.module.css";
import { TestRow } from "./TestRow";

interface Props {
  label: string;
  /** What no condition means. */
  always: string;
  fields: readonly Field[];
  value: string;
  error: string | null;
  onChange: (text: string) => void;
}

type Way = "none" | "built" | "text";

/** A condition: built from tests, or written as a text where that says more. */
export function ConditionField({ label, always, fields, value, error, onChange }: Props) {
  const { t } = useTranslation("approval-designer");
  const subjects = subjectsOf(fields);
  const read = value === "" ? null : readTests(value, subjects);
  const [way, setWay] = useState<Way>(value === "" ? "none" : read === null ? "text" : "built");
  // What is half built is no condition yet, and only known here.
  const [draft, setDraft] = useState<Built | null>(null);
  const built: Built = draft ?? read ?? { join: "and", tests: [] };

  const put = (next: Built) => {
    const text = writeTests(next, subjects);
    setDraft(text === "" ? next : null);
    if (text !== "" || next.tests.length === 0) onChange(text);
  };
  const firstTest = (): Test[] => {
    const [subject] = subjects;
    return subject === undefined ? [] : [{ subject: subject.text, op: opsOf(subject.type)[0] ?? "filled", values: [] }];
  };
  const change = (next: Way) => {
    setWay(next);
    if (next === "none") {
      setDraft(null);
      onChange("");
    }
    if (next === "built" && built.tests.length === 0) put({ join: "and", tests: firstTest() });
  };
  return (
    <fieldset className={css.condition}>
      <legend className={css.legend}>{label}</legend>
      <Segmented<Way>
        label={label}
        items={[
          { id: "none", label: always },
          { id: "built", label: t("condition.built") },
          { id: "text", label: t("condition.text") },
        ]}
        value={way}
        onChange={change}
      />
      {way === "built" && value !== "" && read === null && draft === null && (
        <p className={parts.note}>{t("condition.only_text")}</p>
      )}
      {way === "built" && (
        <>
          {built.tests.length > 1 && (
            <Segmented<"and" | "or">
              label={t("condition.join")}
              items={[
                { id: "and", label: t("condition.and") },
                { id: "or", label: t("condition.or") },
              ]}
              value={built.join}
              onChange={(join) => put({ ...built, join })}
            />
          )}
          <ol className={css.tests} aria-label={label}>
            {built.tests.map((test, at) => (
              <TestRow
                // biome-ignore lint/suspicious/noArrayIndexKey: tests have no names of their own
                key={at}
                n={at + 1}
                test={test}
                subjects={subjects}
                onChange={(next) => put({ ...built, tests: built.tests.map((one, n) => (n === at ? next : one)) })}
                onRemove={() => put({ ...built, tests: built.tests.filter((_, n) => n !== at) })}
              />
            ))}
          </ol>
          {subjects.length === 0 ? (
            <p className={parts.note}>{t("condition.no_fields")}</p>
          ) : (
            <Button
              className={parts.start}
              icon={<Plus size={16} aria-hidden />}
              onClick={() => put({ ...built, tests: [...built.tests, ...firstTest()] })}
            >
              {t("condition.add")}
            </Button>
          )}
          {draft !== null && draft.tests.length > 0 && <p className={parts.note}>{t("condition.open")}</p>}
          {error !== null && <p className={parts.fault}>{error}</p>}
        </>
      )}
      {way === "text" && (
        <ExpressionField
          label={t("condition.text_label", { label })}
          fields={fields}
          wanted="condition"
          value={value}
          error={error}
          onChange={(text) => {
            setDraft(null);
            onChange(text);
          }}
        />
      )}
    </fieldset>
  );
}
