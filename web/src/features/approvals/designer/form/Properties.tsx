import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Segmented, SwitchField, TextField } from "../../../../ui";
import { useFaultWords } from "../../apply/useFaultWords";
import type { Fault, Field } from "../../definition";
import { faultsAt, propertyOf } from "../model/faults";
import { type At, type Change, changeField, fieldAt, idsOf, usesOf } from "../model/fields";
import { isId } from "../model/ids";
import { isAsked } from "../model/kinds";
import { ConditionField } from "../parts/ConditionField";
import parts from "../parts/parts.module.css";
import { WordsField } from "../parts/WordsField";
import type { Design } from "../useDesign";
import { Columns } from "./Columns";
import { KindProperties } from "./KindProperties";

interface Props {
  design: Design;
  faults: readonly Fault[];
  index: number;
}

/** What a field is: its words, what it takes, when it is seen and required. Of rows one column at a time. */
export function Properties({ design, faults, index }: Props) {
  const [column, setColumn] = useState<number | null>(null);
  const at: At = column === null ? { field: index } : { field: index, column };
  const field = fieldAt(design.now.fields, at);
  if (field === undefined) return null;
  return (
    <>
      <FieldProperties
        key={column ?? -1}
        design={design}
        faults={faults}
        at={at}
        field={field}
        onBack={() => setColumn(null)}
      />
      {field.kind === "rows" && (
        <Columns design={design} faults={faults} index={index} columns={field.columns ?? []} onOpen={setColumn} />
      )}
    </>
  );
}

interface FieldProps {
  design: Design;
  faults: readonly Fault[];
  at: At;
  field: Field;
  onBack: () => void;
}

function FieldProperties({ design, faults, at, field, onBack }: FieldProps) {
  const { t } = useTranslation("approval-designer");
  const saidFault = useFaultWords();
  const own = faultsAt(design.now, faults, { part: "form", at });
  const error = (property: string) => {
    const found = own.find((fault) => propertyOf(fault.field) === property);
    return found === undefined ? null : saidFault(found);
  };
  const change = (next: Change) => design.putFields((all) => changeField(all, at, next));
  const column = at.column !== undefined;
  const siblings = column ? (design.now.fields[at.field]?.columns ?? []) : design.now.fields;
  return (
    <div>
      {column && (
        <button type="button" className={parts.start} onClick={onBack}>
          {t("columns.back")}
        </button>
      )}
      <section className={parts.section}>
        <h3 className={parts.sectionTitle}>{t(`kind.${field.kind}`)}</h3>
        <WordsField
          label={t("field.label")}
          must={field.kind !== "explanation"}
          value={field.label}
          error={error("label")}
          onChange={(label) => change({ label: label ?? {} })}
        />
        <WordsField
          label={t(field.kind === "explanation" ? "field.explanation" : "field.hint")}
          lines
          max={field.kind === "explanation" ? 2000 : 200}
          value={field.hint}
          error={error("hint")}
          onChange={(hint) => change({ hint })}
        />
        {!column && field.kind !== "rows" && (
          <Segmented<"full" | "half">
            label={t("field.width")}
            items={[
              { id: "full", label: t("field.full") },
              { id: "half", label: t("field.half") },
            ]}
            value={field.width === "half" ? "half" : "full"}
            onChange={(width) => change({ width: width === "half" ? "half" : undefined })}
          />
        )}
      </section>
      <KindProperties field={field} siblings={siblings} change={change} error={error} />
      <section className={parts.section}>
        <h3 className={parts.sectionTitle}>{t("field.when")}</h3>
        {isAsked(field.kind) && (
          <SwitchField
            label={t("field.required")}
            checked={field.required === true}
            onChange={(on) => change({ required: on || undefined })}
          />
        )}
        <ConditionField
          label={t("field.visible_when")}
          always={t("field.always")}
          fields={siblings.filter((one) => one.id !== field.id)}
          value={field.visible_when ?? ""}
          error={error("visible_when")}
          onChange={(text) => change({ visible_when: text || undefined })}
        />
        {isAsked(field.kind) && !field.required && (
          <ConditionField
            label={t("field.required_when")}
            always={t("field.never")}
            fields={siblings.filter((one) => one.id !== field.id)}
            value={field.required_when ?? ""}
            error={error("required_when")}
            onChange={(text) => change({ required_when: text || undefined })}
          />
        )}
      </section>
      <section className={parts.section}>
        <IdField
          key={field.id}
          id={field.id}
          uses={column ? 0 : usesOf(design.now, field.id)}
          taken={idsOf(siblings)}
          error={error("id")}
          onChange={(id) => change({ id })}
        />
      </section>
    </div>
  );
}

interface IdProps {
  id: string;
  uses: number;
  taken: ReadonlySet<string>;
  error: string | null;
  onChange: (id: string) => void;
}

/** The name that conditions use. It changes when it is right, and not while it is used. */
function IdField({ id, uses, taken, error, onChange }: IdProps) {
  const { t } = useTranslation("approval-designer");
  const [typed, setTyped] = useState(id);
  const wrong = !isId(typed) ? t("field.id_wrong") : typed !== id && taken.has(typed) ? t("field.id_taken") : null;
  return (
    <TextField
      label={t("field.id")}
      hint={uses > 0 ? t("field.id_used", { n: uses }) : t("field.id_hint")}
      error={wrong ?? error}
      disabled={uses > 0}
      spellCheck={false}
      autoComplete="off"
      maxLength={32}
      value={typed}
      onChange={(event) => setTyped(event.target.value)}
      onBlur={() => {
        if (wrong === null && typed !== id) onChange(typed);
      }}
    />
  );
}
