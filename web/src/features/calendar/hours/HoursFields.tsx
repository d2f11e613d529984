import { Plus, X } from "lucide-react";
import { useTranslation } from "react-i18next";
import { IconButton } from "../../../ui";
import type { Hours } from "../api";
import { fits } from "../days";
import css from "./HoursFields.module.css";
import { TimeField } from "./TimeField";

const MOST = 24;

interface Props {
  /** Whose hours they are: 周一. */
  label: string;
  hours: Hours[];
  onChange: (hours: Hours[]) => void;
}

/** The stretches of a day; breaks are the gaps between them. */
export function HoursFields({ label, hours, onChange }: Props) {
  const { t } = useTranslation("calendar");
  const put = (at: number, one: Hours) => onChange(hours.map((h, n) => (n === at ? one : h)));
  const add = () => {
    const from = Math.min((hours.at(-1)?.to ?? 480) + 60, 1380);
    onChange([...hours, { from, to: Math.min(from + 240, 1440) }]);
  };
  return (
    <fieldset className={css.all} aria-label={label}>
      {hours.map((h, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a stretch is its place; its times change while one types
        <span key={at} className={css.one}>
          <TimeField
            label={t("hours.from", { label, n: at + 1 })}
            minutes={h.from}
            onChange={(from) => put(at, { ...h, from })}
          />
          <span aria-hidden>–</span>
          <TimeField
            label={t("hours.to", { label, n: at + 1 })}
            minutes={h.to}
            onChange={(to) => put(at, { ...h, to })}
          />
          <IconButton
            label={t("hours.remove", { label, n: at + 1 })}
            onClick={() => onChange(hours.filter((_, n) => n !== at))}
          >
            <X size={16} strokeWidth={1.75} aria-hidden />
          </IconButton>
        </span>
      ))}
      {hours.length < MOST && (
        <IconButton label={t("hours.add", { label })} onClick={add}>
          <Plus size={18} strokeWidth={1.75} aria-hidden />
        </IconButton>
      )}
      {!fits(hours) && (
        <p className={css.fault} role="alert">
          {t("hours.fault")}
        </p>
      )}
    </fieldset>
  );
}
