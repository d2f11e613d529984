import { type ReactNode, type Ref, type TextareaHTMLAttributes, useId } from "react";
import { labelStyle } from "./Field";
import field from "./Field.module.css";
import css from "./TextAreaField.module.css";

export interface TextAreaFieldProps extends TextareaHTMLAttributes<HTMLTextAreaElement> {
  label: string;
  hint?: ReactNode;
  error?: string | null;
  /** As in TextField. */
  must?: boolean | undefined;
  bare?: boolean | undefined;
  ref?: Ref<HTMLTextAreaElement>;
}

/** A labelled box for a few sentences. */
export function TextAreaField({ label, hint, error, must, bare, ref, ...area }: TextAreaFieldProps) {
  const id = useId();
  const note = error ?? hint;
  return (
    <div className={field.field}>
      <label className={labelStyle({ must, bare })} htmlFor={id}>
        {label}
      </label>
      <textarea
        rows={3}
        {...area}
        ref={ref}
        id={id}
        className={`${field.box} ${css.area} ${error ? field.faulty : ""}`}
        aria-required={must || undefined}
        aria-invalid={error ? true : undefined}
        aria-describedby={note ? `${id}-note` : undefined}
      />
      {note && (
        <p id={`${id}-note`} className={error ? field.error : field.hint} role={error ? "alert" : undefined}>
          {note}
        </p>
      )}
    </div>
  );
}
