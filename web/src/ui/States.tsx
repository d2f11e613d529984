import type { ReactNode } from "react";
import css from "./States.module.css";

/** Nothing here yet: a drawing, what it means, and at most two things to do. */
export function EmptyState({
  title,
  text,
  actions,
  page,
}: {
  title: string;
  text?: string;
  actions?: ReactNode;
  /** It is all that the page shows, so its title heads the page. */
  page?: boolean;
}) {
  const Title = page ? "h1" : "p";
  return (
    <div className={css.state}>
      <svg width="120" height="84" viewBox="0 0 120 84" fill="none" aria-hidden="true">
        <rect x="14" y="8" width="66" height="46" rx="8" className={css.back} />
        <path d="M26 24h34M26 36h20" className={css.lines} />
        <rect x="46" y="28" width="60" height="42" rx="8" className={css.front} />
        <circle cx="64" cy="49" r="4" className={css.dot1} />
        <circle cx="77" cy="49" r="4" className={css.dot2} />
        <circle cx="90" cy="49" r="4" className={css.dot3} />
      </svg>
      <Title className={css.title}>{title}</Title>
      {text && <p className={css.text}>{text}</p>}
      {actions && <div className={css.actions}>{actions}</div>}
    </div>
  );
}

/** Something went wrong: what happened, what to do, and the way to try again. */
export function ErrorState({
  title,
  text,
  action,
  page,
}: {
  title: string;
  text?: string;
  action?: ReactNode;
  /** It is all that the page shows, so its title heads the page. */
  page?: boolean;
}) {
  const Title = page ? "h1" : "p";
  return (
    <div className={css.state} role="alert">
      <svg width="96" height="72" viewBox="0 0 96 72" fill="none" aria-hidden="true">
        <rect x="14" y="10" width="68" height="48" rx="8" className={css.front} />
        <path d="M48 24v16" className={css.mark} />
        <circle cx="48" cy="48" r="2.5" className={css.markDot} />
      </svg>
      <Title className={css.title}>{title}</Title>
      {text && <p className={css.text}>{text}</p>}
      {action && <div className={css.actions}>{action}</div>}
    </div>
  );
}

/** The shape of what is being loaded. */
export function Skeleton({ rows = 8, avatar = true, label }: { rows?: number; avatar?: boolean; label: string }) {
  return (
    <div className={css.skeleton} role="status" aria-label={label}>
      {Array.from({ length: rows }, (_, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows are alike and never move
        <div key={i} className={css.row}>
          {avatar && <span className={css.disc} />}
          <span className={css.bars}>
            <span className={css.bar} style={{ width: `${38 + ((i * 17) % 30)}%` }} />
            <span className={css.bar} style={{ width: `${60 + ((i * 23) % 34)}%` }} />
          </span>
        </div>
      ))}
    </div>
  );
}
