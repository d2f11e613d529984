import type { ReactNode } from "react";
import css from "./Section.module.css";

/** Settings that belong together, in one card. */
export function Section({ title, text, children }: { title: string; text?: string; children: ReactNode }) {
  return (
    <section className={css.section} aria-label={title}>
      <h2 className={css.title}>{title}</h2>
      {text && <p className={css.text}>{text}</p>}
      <div className={css.card}>{children}</div>
    </section>
  );
}

/** One setting: what it is at the left, how it stands at the right. */
export function Row({
  label,
  hint,
  stacked,
  tight,
  children,
}: {
  label: ReactNode;
  hint?: ReactNode;
  /** On a phone the control stands below its words. */
  stacked?: boolean;
  /** One of many plain facts. */
  tight?: boolean;
  children: ReactNode;
}) {
  return (
    <div className={[css.row, stacked && css.stacked, tight && css.tight].filter(Boolean).join(" ")}>
      <div className={css.words}>
        <p>{label}</p>
        {hint && <p className={css.hint}>{hint}</p>}
      </div>
      {children}
    </div>
  );
}
