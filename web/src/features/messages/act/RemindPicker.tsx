import { useId } from "react";
import { useTranslation } from "react-i18next";
import { useMe } from "../../../platform/api";
import { shortMoment } from "../../../platform/when";
import { instantOf, type Preset, presets, wallOf } from "../model/remind";
import { useServerNow } from "../state/now";
import styles from "./LaterDialog.module.css";

export type Choice = { kind: "none" } | { kind: Preset } | { kind: "custom"; at: number | null };

/** The instant that a choice means now; null for no reminder, or while no time is given. */
export function remindAt(choice: Choice, now: number, zone: string): number | null {
  if (choice.kind === "none") return null;
  if (choice.kind === "custom") return choice.at;
  return presets(now, zone).find((p) => p.preset === choice.kind)?.at ?? null;
}

interface Props {
  value: Choice;
  onChange(value: Choice): void;
  error: string | null;
}

/** When to be reminded: not at all, at one of the usual times, or at a time of one's own. */
export function RemindPicker({ value, onChange, error }: Props) {
  const { t } = useTranslation("chat-act");
  const { zone } = useMe().settings;
  const now = useServerNow(20_000);
  const name = useId();
  const offered = presets(now, zone);
  const choice = (kind: Choice["kind"], at: number | null, choose: Choice) => (
    <label key={kind} className={styles.choice}>
      <input type="radio" name={name} checked={value.kind === kind} onChange={() => onChange(choose)} />
      <span className={styles.word}>{t(`later.at_${kind}`)}</span>
      {at !== null && <span className={styles.when}>{shortMoment(zone, at, now)}</span>}
    </label>
  );
  return (
    <div>
      <fieldset className={styles.choices}>
        <legend className={styles.legend}>{t("later.remind")}</legend>
        {choice("none", null, { kind: "none" })}
        {offered.map(({ preset, at }) => choice(preset, at, { kind: preset }))}
        {choice("custom", null, { kind: "custom", at: value.kind === "custom" ? value.at : (offered[0]?.at ?? null) })}
      </fieldset>
      {value.kind === "custom" && (
        <input
          type="datetime-local"
          className={styles.own}
          aria-label={t("later.at_custom")}
          aria-invalid={error !== null || undefined}
          min={wallOf(now, zone)}
          value={value.at === null ? "" : wallOf(value.at, zone)}
          onChange={(event) => onChange({ kind: "custom", at: instantOf(event.target.value, zone) })}
        />
      )}
      {error !== null && (
        <p className={styles.error} role="alert">
          {error}
        </p>
      )}
    </div>
  );
}
