import css from "./Progress.module.css";

export interface ProgressProps {
  label: string;
  /** Null while nobody knows how much there is. */
  value: number | null;
  max?: number;
  tone?: "primary" | "ok" | "danger";
}

/** How far something has got. */
export function Progress({ label, value, max = 100, tone = "primary" }: ProgressProps) {
  const share = value === null || max <= 0 ? null : Math.min(1, Math.max(0, value / max));
  return (
    <div
      className={css.track}
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={max}
      aria-valuenow={share === null ? undefined : (value ?? 0)}
    >
      <span
        className={[css.bar, css[tone], share === null && css.moving].filter(Boolean).join(" ")}
        style={share === null ? undefined : { transform: `scaleX(${share})` }}
      />
    </div>
  );
}
