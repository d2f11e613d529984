import { type ReactNode, useId } from "react";
import css from "./Segmented.module.css";

export interface Segment<K extends string = string> {
  id: K;
  label: string;
  icon?: ReactNode;
}

export interface SegmentedProps<K extends string> {
  label: string;
  items: Segment<K>[];
  value: K;
  onChange: (id: K) => void;
  disabled?: boolean;
}

/** A choice among two to four that are all seen at once. */
export function Segmented<K extends string>({ label, items, value, onChange, disabled }: SegmentedProps<K>) {
  const name = useId();
  return (
    <div className={css.track} role="radiogroup" aria-label={label}>
      {items.map((item) => (
        <label key={item.id} className={css.segment}>
          <input
            type="radio"
            name={name}
            className={css.radio}
            checked={item.id === value}
            disabled={disabled}
            onChange={() => onChange(item.id)}
          />
          {item.icon && (
            <span className={css.icon} aria-hidden>
              {item.icon}
            </span>
          )}
          {item.label}
        </label>
      ))}
    </div>
  );
}
