import styles from "./dialogs.module.css";

interface Props<T extends string> {
  label: string;
  value: T;
  items: { value: T; label: string }[];
  onChange(value: T): void;
}

/** One of a few, side by side. */
export function Choice<T extends string>({ label, value, items, onChange }: Props<T>) {
  return (
    <div className={styles.choices} role="radiogroup" aria-label={label}>
      {items.map((item) => (
        <label key={item.value} className={styles.choice} data-on={item.value === value || undefined}>
          <input
            type="radio"
            name={label}
            checked={item.value === value}
            onChange={() => onChange(item.value)}
            className={styles.radio}
          />
          {item.label}
        </label>
      ))}
    </div>
  );
}
