import { useTranslation } from "react-i18next";
import { SelectField, SwitchField } from "../../../../ui";
import { inUnit } from "../../apply/limitWords";
import type { Limit } from "../../definition";
import { NumberField } from "../parts/NumberField";
import parts from "../parts/parts.module.css";

const FACTOR = { minute: 1, hour: 60 } as const;
type Unit = keyof typeof FACTOR;
// biome-ignore lint/suspicious/noThenProperty: the name that the API gives it
const USUAL: Limit = { minutes: 540, then: "remind" };
const THEN: readonly Limit["then"][] = ["remind", "escalate", "pass", "reject"];

/** A limit with reminders again after so many minutes; 0: once only. */
function reminded({ again: _, times, ...limit }: Limit, again: number): Limit {
  return again > 0 ? { ...limit, again, times: times ?? 3 } : limit;
}

interface Props {
  limit: Limit | null;
  /** Somebody has to decide: nothing happens by itself. */
  confirms: boolean;
  error: string | null;
  onChange: (limit: Limit | null) => void;
}

/** How long somebody may take, in working time, and what happens then. */
export function LimitField({ limit, confirms, error, onChange }: Props) {
  const { t } = useTranslation("approval-designer");
  const { n, unit } = inUnit(limit?.minutes ?? 0);
  return (
    <section className={parts.section}>
      <SwitchField label={t("limit.label")} checked={limit !== null} onChange={(on) => onChange(on ? USUAL : null)} />
      {limit !== null && (
        <>
          <div className={parts.pair}>
            <NumberField
              label={t("limit.n")}
              max={9999}
              value={n || undefined}
              error={error}
              onChange={(next) => onChange({ ...limit, minutes: (next ?? 0) * FACTOR[unit] })}
            />
            <SelectField
              label={t("limit.unit")}
              value={unit}
              onChange={(event) => onChange({ ...limit, minutes: n * FACTOR[event.target.value as Unit] })}
            >
              {(["minute", "hour"] as const).map((one) => (
                <option key={one} value={one}>
                  {t(`limit.${one}`)}
                </option>
              ))}
            </SelectField>
          </div>
          <SelectField
            label={t("limit.then")}
            value={limit.then}
            // biome-ignore lint/suspicious/noThenProperty: the name that the API gives it
            onChange={(event) => onChange({ ...limit, then: event.target.value as Limit["then"] })}
          >
            {THEN.filter((one) => !confirms || one === limit.then || one === "remind" || one === "escalate").map(
              (one) => (
                <option key={one} value={one}>
                  {t(`limit.then_${one}`)}
                </option>
              ),
            )}
          </SelectField>
          <div className={parts.pair}>
            <NumberField
              label={t("limit.again")}
              max={999}
              value={limit.again === undefined ? undefined : limit.again / 60}
              error={null}
              onChange={(next) => onChange(reminded(limit, (next ?? 0) * 60))}
            />
            {limit.again !== undefined && (
              <NumberField
                label={t("limit.times")}
                max={20}
                value={limit.times ?? 3}
                error={null}
                onChange={(next) => onChange({ ...limit, times: next ?? 1 })}
              />
            )}
          </div>
        </>
      )}
    </section>
  );
}
