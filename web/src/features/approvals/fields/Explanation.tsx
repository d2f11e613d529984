import css from "./inputs.module.css";

/** What the form says beside its fields; nobody fills it in. */
export function Explanation({ label, text }: { label: string; text: string }) {
  return (
    <div className={css.explanation}>
      {label !== "" && <strong>{label}</strong>}
      {text !== "" && <p>{text}</p>}
    </div>
  );
}
