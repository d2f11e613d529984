/** Days of a calendar as "2026-03-01"; pure. */

export interface Month {
  year: number;
  /** 1 to 12. */
  month: number;
}

const utc = (day: string): Date => new Date(`${day}T00:00:00Z`);
const text = (date: Date): string => date.toISOString().slice(0, 10);

export function monthOf(day: string): Month {
  const [year = 1970, month = 1] = day.split("-").map(Number);
  return { year, month };
}

/** Weeks from Monday on that show a month; days of its neighbours are null. */
export function weeksOf({ year, month }: Month): (string | null)[][] {
  const first = new Date(Date.UTC(year, month - 1, 1));
  const days = new Date(Date.UTC(year, month, 0)).getUTCDate();
  const before = (first.getUTCDay() + 6) % 7;
  const cells: (string | null)[] = Array.from({ length: before }, () => null);
  for (let day = 1; day <= days; day++) cells.push(text(new Date(Date.UTC(year, month - 1, day))));
  while (cells.length % 7 !== 0) cells.push(null);
  return Array.from({ length: cells.length / 7 }, (_, week) => cells.slice(week * 7, week * 7 + 7));
}

export function daysAfter(day: string, days: number): string {
  const date = utc(day);
  date.setUTCDate(date.getUTCDate() + days);
  return text(date);
}

/** The same day of another month, or its last where it has none. */
export function monthsAfter(day: string, months: number): string {
  const date = utc(day);
  const wanted = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + months);
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  date.setUTCDate(Math.min(wanted, last));
  return text(date);
}

/** Where a key leads from a day; null for keys that lead nowhere. */
export function dayByKey(day: string, key: string): string | null {
  const weekday = (utc(day).getUTCDay() + 6) % 7;
  switch (key) {
    case "ArrowLeft":
      return daysAfter(day, -1);
    case "ArrowRight":
      return daysAfter(day, 1);
    case "ArrowUp":
      return daysAfter(day, -7);
    case "ArrowDown":
      return daysAfter(day, 7);
    case "Home":
      return daysAfter(day, -weekday);
    case "End":
      return daysAfter(day, 6 - weekday);
    case "PageUp":
      return monthsAfter(day, -1);
    case "PageDown":
      return monthsAfter(day, 1);
    default:
      return null;
  }
}
