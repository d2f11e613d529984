import { TextField } from "../../../../ui";

interface Props {
  label: string;
  hint?: string;
  /** The largest that can be typed. */
  max: number;
  value: number | undefined;
  error?: string | null;
  onChange: (value: number | undefined) => void;
}

/** A whole number that may be left open. */
export function NumberField({ label, hint, max, value, error, onChange }: Props) {
  return (
    <TextField
      label={label}
      hint={hint}
      error={error ?? null}
      inputMode="numeric"
      autoComplete="off"
      value={value === undefined ? "" : String(value)}
      onChange={(event) => {
        const digits = event.target.value.replace(/\D/g, "");
        onChange(digits === "" ? undefined : Math.min(max, Number(digits)));
      }}
    />
  );
}
