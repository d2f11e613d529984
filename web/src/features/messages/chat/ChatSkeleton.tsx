import styles from "./ChatSkeleton.module.css";

const LINES = [
  [false, 46],
  [false, 30],
  [true, 38],
  [false, 58],
  [true, 24],
  [true, 44],
] as const;

export function ChatSkeleton() {
  return (
    <div className={styles.frame} aria-hidden>
      {LINES.map(([mine, width]) => (
        <div key={`${mine}-${width}`} className={styles.row} data-mine={mine || undefined}>
          <span className={styles.face} />
          <span className={styles.bubble} style={{ width: `${width}%` }} />
        </div>
      ))}
    </div>
  );
}
