import type { ReactNode } from "react";
import css from "./PaneTitle.module.css";

export interface PaneTitleProps {
  children: string;
  /** A small figure behind the title. */
  count?: ReactNode;
  /** What the figure means, where it does not say so itself. */
  countLabel?: string;
  level?: 1 | 2;
}

/** The title of a pane, cut off where it is too long, with a figure beside it. */
export function PaneTitle({ children, count, countLabel, level = 1 }: PaneTitleProps) {
  const Heading = `h${level}` as const;
  return (
    <Heading className={css.title}>
      <span className={css.name}>{children}</span>
      {count !== undefined && (
        <span className={css.count} title={countLabel}>
          {count}
        </span>
      )}
    </Heading>
  );
}
