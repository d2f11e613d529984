import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { dayByKey, weeksOf } from "../../../ui";
import type { Year } from "../api";
import { dayOf } from "../days";
import { useDayName } from "../names";
import css from "./MonthTable.module.css";

/** Any week whose days bring their names. */
const WEEK = ["2026-03-02", "2026-03-03", "2026-03-04", "2026-03-05", "2026-03-06", "2026-03-07", "2026-03-08"];

interface Props {
  year: Year;
  /** 1 to 12. */
  month: number;
  today: string;
  onOpen: (date: string) => void;
}

/** One month: what is not as the weekday says is marked; arrow keys walk. */
export function MonthTable({ year, month, today, onOpen }: Props) {
  const { t, i18n } = useTranslation("calendar");
  const nameOf = useDayName();
  const first = `${year.year}-${String(month).padStart(2, "0")}-01`;
  const [at, setAt] = useState(today.startsWith(first.slice(0, 7)) ? today : first);
  const here = at.startsWith(first.slice(0, 7)) ? at : first; // another year was turned to
  const grid = useRef<HTMLTableElement>(null);
  const walked = useRef(false);
  const words = (date: string, options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(i18n.language, { timeZone: "UTC", ...options }).format(new Date(`${date}T00:00:00Z`));

  // The focus follows the keys, and not the mouse.
  useEffect(() => {
    if (walked.current) grid.current?.querySelector<HTMLElement>(`[data-day="${here}"]`)?.focus();
    walked.current = false;
  }, [here]);
  const onKeyDown = (event: KeyboardEvent) => {
    const next = dayByKey(here, event.key);
    if (next === null) return;
    event.preventDefault();
    if (!next.startsWith(first.slice(0, 7))) return;
    walked.current = true;
    setAt(next);
  };

  return (
    <section className={css.month}>
      <h3 className={css.name} id={`month-${first}`}>
        {words(first, { month: "long" })}
      </h3>
      <table ref={grid} className={css.days} aria-labelledby={`month-${first}`} onKeyDown={onKeyDown}>
        <thead>
          <tr>
            {WEEK.map((date) => (
              <th key={date} scope="col" abbr={words(date, { weekday: "long" })}>
                {words(date, { weekday: "narrow" })}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeksOf({ year: year.year, month }).map((week, n) => (
            <tr key={week.find(Boolean) ?? n}>
              {week.map((date, weekday) => {
                if (date === null) return <td key={WEEK[weekday]} />;
                const day = dayOf(year, date);
                const kind = day.special === undefined ? (day.works ? "usual" : "rest") : day.works ? "work" : "off";
                return (
                  <td key={date}>
                    <button
                      type="button"
                      className={css.day}
                      data-day={date}
                      data-kind={kind}
                      data-own={day.special?.own || undefined}
                      tabIndex={date === here ? 0 : -1}
                      title={day.special && nameOf(day.special.name)}
                      aria-current={date === today ? "date" : undefined}
                      aria-label={t(`day.${kind}`, {
                        date: words(date, { dateStyle: "full" }),
                        name: nameOf(day.special?.name ?? ""),
                      })}
                      onClick={() => {
                        setAt(date);
                        onOpen(date);
                      }}
                    >
                      {Number(date.slice(8))}
                      {day.special !== undefined && (
                        <span className={css.mark} aria-hidden>
                          {t(day.works ? "mark.work" : "mark.off")}
                        </span>
                      )}
                    </button>
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
