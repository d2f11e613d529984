import { useTranslation } from "react-i18next";

/** Any week whose days bring their names. */
const MONDAY = Date.UTC(2026, 2, 2);
const DAY_MS = 86_400_000;

/** The names of Monday to Sunday in the reader's language. */
export function useWeekdays(weekday: "long" | "short"): string[] {
  const { i18n } = useTranslation("calendar");
  const format = new Intl.DateTimeFormat(i18n.language, { weekday, timeZone: "UTC" });
  return Array.from({ length: 7 }, (_, n) => format.format(MONDAY + n * DAY_MS));
}
