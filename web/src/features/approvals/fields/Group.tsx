import { type ReactNode, useId } from "react";
import css from "./Group.module.css";

interface Props {
  label: string;
  must: boolean;
  bare: boolean;
  hint?: string | undefined;
  error: string | null;
  children: ReactNode;
}

/** The frame of what is filled in by more than one control: what it is, and what is wrong with it. */
export function Group({ label, must, bare, hint, error, children }: Props) {
  const id = useId();
  const note = error ?? (hint || null);
  return (
    <fieldset className={css.group} aria-describedby={note === null ? undefined : `${id}-note`}>
      <legend className={[css.legend, must && css.must, bare && css.unseen].filter(Boolean).join(" ")}>{label}</legend>
      {children}
      {note !== null && (
        <p id={`${id}-note`} className={error ? css.error : css.hint} role={error ? "alert" : undefined}>
          {note}
        </p>
      )}
    </fieldset>
  );
}
