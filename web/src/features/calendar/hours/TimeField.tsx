import { useState } from "react";
import { clockOf, minutesOf } from "../days";
import css from "./HoursFields.module.css";

interface Props {
  label: string;
  /** From midnight; 1440 is 24:00. */
  minutes: number;
  onChange: (minutes: number) => void;
}

/** A time of day by 24 hours, whatever the browser's own habits are. 9, 930 and 9:30 are understood. */
export function TimeField({ label, minutes, onChange }: Props) {
  const [typed, setTyped] = useState<string | null>(null);
  const text = typed ?? clockOf(minutes);
  return (
    <input
      className={css.time}
      inputMode="numeric"
      autoComplete="off"
      maxLength={5}
      aria-label={label}
      aria-invalid={minutesOf(text) === null || undefined}
      value={text}
      onChange={(event) => {
        setTyped(event.target.value);
        const next = minutesOf(event.target.value);
        if (next !== null) onChange(next);
      }}
      onBlur={() => setTyped(null)}
    />
  );
}
