import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useProblemWords } from "../../../platform/api";
import { useQuery } from "../../../platform/queries";
import { Button, ErrorState, Notice, Skeleton } from "../../../ui";
import { yearQuery } from "../api";
import { dayOf } from "../days";
import { DayDialog } from "./DayDialog";
import { MonthTable } from "./MonthTable";
import { SettledList } from "./SettledList";
import { Stretches } from "./Stretches";
import css from "./YearPart.module.css";

const MONTHS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];

interface Props {
  year: number;
  /** A department; empty: the company. */
  site: string;
  today: string;
  onSite: (id: string) => void;
}

/** A year as a department works, month by month; each day can be settled. */
export function YearPart({ year, site, today, onSite }: Props) {
  const { t } = useTranslation("calendar");
  const words = useProblemWords();
  const asked = useQuery(yearQuery(year, site));
  const [open, setOpen] = useState<string | null>(null);
  const one = asked.data;

  if (asked.isPending) return <Skeleton rows={10} avatar={false} label={t("loading")} />;
  if (one === undefined) {
    return (
      <ErrorState
        title={t("failed")}
        text={words(asked.error)}
        action={<Button onClick={() => void asked.refetch()}>{t("retry")}</Button>}
      />
    );
  }
  const off = one.days.filter((d) => !d.work).length;
  const figures: [string, number][] = [
    ["working", one.working_days],
    ["off", off],
    ["work", one.days.length - off],
  ];
  return (
    <>
      {!one.known && (
        <Notice tone="warn" title={t("unknown.title", { year: String(one.year) })}>
          {t("unknown.text")}
        </Notice>
      )}
      <div className={css.top}>
        <dl className={css.figures}>
          {figures.map(([name, count]) => (
            <div key={name}>
              <dt>{t(`figure.${name}`)}</dt>
              <dd>{count}</dd>
            </div>
          ))}
        </dl>
        <ul className={css.legend} aria-label={t("legend.label")}>
          {(["off", "work", "own"] as const).map((kind) => (
            <li key={kind}>
              <span className={css[kind]} aria-hidden>
                {kind === "own" ? "" : t(`mark.${kind}`)}
              </span>
              {t(`legend.${kind}`)}
            </li>
          ))}
        </ul>
      </div>
      <div className={css.months}>
        {MONTHS.map((month) => (
          <MonthTable key={month} year={one} month={month} today={today} onOpen={setOpen} />
        ))}
      </div>
      <div className={css.lists}>
        <Stretches days={one.days} />
        <SettledList year={one.year} onSite={onSite} onOpen={setOpen} />
      </div>
      {open !== null && <DayDialog key={open} day={dayOf(one, open)} site={site} onClose={() => setOpen(null)} />}
    </>
  );
}
