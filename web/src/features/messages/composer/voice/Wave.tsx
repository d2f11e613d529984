import styles from "./Voice.module.css";

/** Bars for levels from 0 to 1; what is past is coloured. */
export function Wave({ levels, past = 0 }: { levels: readonly number[]; past?: number }) {
  return (
    <span className={styles.wave} aria-hidden>
      {levels.map((level, n) => {
        const bar = `${n}`;
        const height = `${Math.round(12 + 88 * Math.min(1, level))}%`;
        return <i key={bar} data-past={n < past * levels.length || undefined} style={{ height }} />;
      })}
    </span>
  );
}
