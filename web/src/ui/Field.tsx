import { ChevronDown } from "lucide-react";
import { type InputHTMLAttributes, type ReactNode, type Ref, type SelectHTMLAttributes, useId } from "react";
import css from "./Field.module.css";

interface Frame {
  label: string;
  hint?: ReactNode;
  error?: string | null;
  /** It has to be filled in, and says so by a mark. */
  must?: boolean | undefined;
  /** Its place says what it is, as in a table: the label is read out and not seen. */
  bare?: boolean | undefined;
}

/** How the label of a control looks. */
export function labelStyle({ must, bare }: Pick<Frame, "must" | "bare">): string | undefined {
  return [css.label, must && css.must, bare && css.unseen].filter(Boolean).join(" ");
}

/** A labelled line of text with its hint or its error. */
export function TextField({
  label,
  hint,
  error,
  must,
  bare,
  trailing,
  ref,
  ...input
}: Frame & InputHTMLAttributes<HTMLInputElement> & { trailing?: ReactNode; ref?: Ref<HTMLInputElement> }) {
  const id = useId();
  const note = error ?? hint;
  return (
    <div className={css.field}>
      <label className={labelStyle({ must, bare })} htmlFor={id}>
        {label}
      </label>
      <span className={`${css.box} ${error ? css.faulty : ""}`}>
        <input
          {...input}
          ref={ref}
          id={id}
          className={css.input}
          aria-required={must || undefined}
          aria-invalid={error ? true : undefined}
          aria-describedby={note ? `${id}-note` : undefined}
        />
        {trailing}
      </span>
      {note && (
        <p id={`${id}-note`} className={error ? css.error : css.hint} role={error ? "alert" : undefined}>
          {note}
        </p>
      )}
    </div>
  );
}

/** A labelled choice from a short list. */
export function SelectField({
  label,
  hint,
  error,
  must,
  bare,
  children,
  ...select
}: Frame & SelectHTMLAttributes<HTMLSelectElement>) {
  const id = useId();
  return (
    <div className={css.field}>
      <label className={labelStyle({ must, bare })} htmlFor={id}>
        {label}
      </label>
      <span className={css.choice}>
        <select
          {...select}
          id={id}
          className={`${css.box} ${css.select} ${error ? css.faulty : ""}`}
          aria-required={must || undefined}
          aria-invalid={error ? true : undefined}
          aria-describedby={(error ?? hint) ? `${id}-note` : undefined}
        >
          {children}
        </select>
        <ChevronDown size={16} strokeWidth={1.75} aria-hidden className={css.arrow} />
      </span>
      {(error ?? hint) && (
        <p id={`${id}-note`} className={error ? css.error : css.hint} role={error ? "alert" : undefined}>
          {error ?? hint}
        </p>
      )}
    </div>
  );
}

/** A switch with its words. */
export function SwitchField({
  label,
  hint,
  checked,
  onChange,
  disabled,
}: {
  label: string;
  hint?: string;
  checked: boolean;
  onChange: (next: boolean) => void;
  disabled?: boolean;
}) {
  const id = useId();
  return (
    <div className={css.switchRow}>
      <span>
        <label htmlFor={id}>{label}</label>
        {hint && <p className={css.hint}>{hint}</p>}
      </span>
      <button
        id={id}
        type="button"
        role="switch"
        aria-checked={checked}
        disabled={disabled}
        className={`${css.switch} ${checked ? css.switchOn : ""}`}
        onClick={() => onChange(!checked)}
      >
        <span className={css.knob} />
      </button>
    </div>
  );
}
