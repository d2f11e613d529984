import type { Field, Value, Values } from "../definition";
import { FieldInput } from "./FieldInput";
import css from "./form.module.css";
import { useFormState } from "./state";

interface Props {
  fields: readonly Field[];
  values: Values;
  onChange: (id: string, value: Value) => void;
}

/** The inputs of a form: those that are seen, in their order, two beside each other where they are half as wide. */
export function FormFields({ fields, values, onChange }: Props) {
  const state = useFormState();
  return (
    <div className={css.form}>
      {fields
        .filter((field) => state.shown({ field: field.id }))
        .map((field) => (
          <div key={field.id} className={css.field} data-width={field.width || "full"} data-field={field.id}>
            <FieldInput field={field} value={values[field.id]} onChange={(value) => onChange(field.id, value)} />
          </div>
        ))}
    </div>
  );
}
