import { useId } from "react";
import css from "./ChoiceField.module.css";

export interface Choice<Id extends string> {
  id: Id;
  label: string;
  /** What choosing it means. */
  text: string;
}

export interface ChoiceFieldProps<Id extends string> {
  label: string;
  choices: readonly Choice<Id>[];
  /** One may be chosen, or any number. */
  kind: "one" | "any";
  chosen: (id: Id) => boolean;
  onChoose: (id: Id) => void;
}

/** Choices that need a sentence each. */
export function ChoiceField<Id extends string>({ label, choices, kind, chosen, onChoose }: ChoiceFieldProps<Id>) {
  const group = useId();
  return (
    <fieldset className={css.choices}>
      <legend className={css.legend}>{label}</legend>
      {choices.map((c) => (
        <label key={c.id} className={css.choice}>
          <input
            type={kind === "one" ? "radio" : "checkbox"}
            name={group}
            className={css.tick}
            checked={chosen(c.id)}
            aria-describedby={`${group}-${c.id}`}
            onChange={() => onChoose(c.id)}
          />
          <span>
            <span className={css.word}>{c.label}</span>
            <span id={`${group}-${c.id}`} className={css.text}>
              {c.text}
            </span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
