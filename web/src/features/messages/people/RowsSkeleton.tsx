import styles from "./people.module.css";

const WIDTHS = [38, 56, 44, 62, 34, 50, 40, 58, 46, 36];

/** Rows with a face and two lines, while they are on their way. */
export function RowsSkeleton({ count }: { count: number }) {
  return (
    <div aria-hidden>
      {WIDTHS.slice(0, count).map((width) => (
        <div key={width} className={styles.person}>
          <span className={styles.ghostFace} />
          <span className={styles.who}>
            <span className={styles.ghostLine} style={{ width: `${width}%` }} />
            <span className={styles.ghostLine} style={{ width: `${width + 24}%` }} />
          </span>
        </div>
      ))}
    </div>
  );
}
