import { ChevronLeft, ChevronRight } from "lucide-react";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { IconButton } from "./Button";
import css from "./Calendar.module.css";
import { dayByKey, monthOf, monthsAfter, weeksOf } from "./month";

export interface CalendarProps {
  label: string;
  /** "2026-03-01"; later days cannot be chosen. */
  today: string;
  onChoose: (day: string) => void;
}

/** One month to choose a day from; arrow keys walk, page keys change the month. */
export function Calendar({ label, today, onChoose }: CalendarProps) {
  const { t, i18n } = useTranslation("ui");
  const [at, setAt] = useState(today);
  const grid = useRef<HTMLTableElement>(null);
  const walked = useRef(false);
  const month = monthOf(at);
  const words = (day: string, options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(i18n.language, { timeZone: "UTC", ...options }).format(new Date(`${day}T00:00:00Z`));
  const last = month.year === monthOf(today).year && month.month === monthOf(today).month;

  // The focus follows the keys, and not the mouse.
  useEffect(() => {
    if (walked.current) grid.current?.querySelector<HTMLElement>(`[data-day="${at}"]`)?.focus();
    walked.current = false;
  }, [at]);

  const onKeyDown = (event: KeyboardEvent) => {
    const next = dayByKey(at, event.key);
    if (next === null) return;
    event.preventDefault();
    walked.current = true;
    setAt(next > today ? today : next);
  };
  const step = (months: number) => {
    const next = monthsAfter(at, months);
    setAt(next > today ? today : next);
  };
  return (
    <div className={css.calendar}>
      <div className={css.head}>
        <IconButton label={t("calendar.before")} onClick={() => step(-1)}>
          <ChevronLeft size={18} strokeWidth={1.75} aria-hidden />
        </IconButton>
        <strong className={css.month} aria-live="polite">
          {words(at, { year: "numeric", month: "long" })}
        </strong>
        <IconButton label={t("calendar.after")} disabled={last} onClick={() => step(1)}>
          <ChevronRight size={18} strokeWidth={1.75} aria-hidden />
        </IconButton>
      </div>
      <table ref={grid} className={css.days} aria-label={label} onKeyDown={onKeyDown}>
        <thead>
          <tr>
            {MONDAY_ON.map((day) => (
              <th key={day} scope="col" abbr={words(day, { weekday: "long" })}>
                {words(day, { weekday: "narrow" })}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeksOf(month).map((week, n) => (
            <tr key={week.find(Boolean) ?? n}>
              {week.map((day, weekday) => (
                <td key={day ?? weekday}>
                  {day !== null && (
                    <button
                      type="button"
                      className={css.day}
                      data-day={day}
                      data-today={day === today || undefined}
                      tabIndex={day === at ? 0 : -1}
                      disabled={day > today}
                      aria-label={words(day, { dateStyle: "full" })}
                      aria-current={day === today ? "date" : undefined}
                      onClick={() => onChoose(day)}
                    >
                      {Number(day.slice(8))}
                    </button>
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Any week whose days bring their names. */
const MONDAY_ON = ["2026-03-02", "2026-03-03", "2026-03-04", "2026-03-05", "2026-03-06", "2026-03-07", "2026-03-08"];
