import type { Field, Value, Values } from "../definition";
import { FieldInput } from "./FieldInput";
import css from "./form.module.css";
import { Narrow } from "./narrow";
import { useFormState } from "./state";

interface Props {
  fields: readonly Field[];
  values: Values;
  onChange: (id: string, value: Value) => void;
  /** As on a phone, whatever the screen is. */
  narrow?: boolean;
}

/** The inputs of a form: those that are seen, in their order, two beside each other where they are half as wide. */
export function FormFields({ fields, values, onChange, narrow = false }: Props) {
  const state = useFormState();
  const form = (
    <div className={css.form} data-narrow={narrow || undefined}>
      {fields
        .filter((field) => state.shown({ field: field.id }))
        .map((field) => (
          <div key={field.id} className={css.field} data-width={field.width || "full"} data-field={field.id}>
            <FieldInput field={field} value={values[field.id]} onChange={(value) => onChange(field.id, value)} />
          </div>
        ))}
    </div>
  );
  return narrow ? <Narrow value={true}>{form}</Narrow> : form;
}
