import css from "./PresenceDot.module.css";

/** Whether somebody can be reached, as a colour beside the words that say it. */
export function PresenceDot({ state }: { state: string }) {
  return <span className={css.dot} data-state={state} aria-hidden />;
}
