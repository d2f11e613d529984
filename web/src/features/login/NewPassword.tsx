import { useId } from "react";
import { useTranslation } from "react-i18next";
import { useProblemWords } from "../../platform/api";
import { Checklist } from "./Checklist";
import { good } from "./checklist";
import { PasswordField } from "./PasswordField";

export interface Chosen {
  next: string;
  again: string;
}

/** Whether the two can be sent. */
export function ready({ next, again }: Chosen): boolean {
  return good(next) && next === again;
}

/** A new password, twice, with what it must have. `field` is its name in the server's answers. */
export function NewPassword({
  value,
  onChange,
  tried,
  error,
  field,
}: {
  value: Chosen;
  onChange: (next: Chosen) => void;
  tried: boolean;
  error: unknown;
  field: string;
}) {
  const { t } = useTranslation("login");
  const words = useProblemWords();
  const id = useId();
  const faults = words.fields(error, field);
  const differ = value.again !== "" && value.next !== value.again && (tried || value.again.length >= value.next.length);
  return (
    <>
      <PasswordField
        label={t("next")}
        name="new-password"
        autoComplete="new-password"
        aria-describedby={id}
        aria-invalid={faults.length > 0 || (tried && !good(value.next)) || undefined}
        value={value.next}
        onChange={(event) => onChange({ ...value, next: event.target.value })}
      />
      <Checklist id={id} password={value.next} faults={faults} />
      <PasswordField
        label={t("again")}
        name="new-password-again"
        autoComplete="new-password"
        value={value.again}
        onChange={(event) => onChange({ ...value, again: event.target.value })}
        error={differ ? t("differ") : tried && value.again === "" ? t("again_missing") : null}
      />
    </>
  );
}
