import type { ReactNode } from "react";
import css from "./Tag.module.css";

/** One word about a thing. Blue acts, amber waits, green is done, red is danger. */
export function Tag({
  tone = "plain",
  icon,
  children,
}: {
  tone?: "plain" | "primary" | "ok" | "warn" | "danger";
  icon?: ReactNode;
  children: ReactNode;
}) {
  return (
    <span className={`${css.tag} ${css[tone]}`}>
      {icon}
      {children}
    </span>
  );
}

/** How many wait; more than 99 is many. Draws nothing for none. `label` is read in place of the number. */
export function Badge({ count, label, className }: { count: number; label?: string; className?: string | undefined }) {
  if (count <= 0) return null;
  return (
    <span className={[css.badge, className].filter(Boolean).join(" ")}>
      <span aria-hidden={label !== undefined || undefined}>{count > 99 ? "99+" : count}</span>
      {label !== undefined && <span className={css.spoken}>{label}</span>}
    </span>
  );
}
