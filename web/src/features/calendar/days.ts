import type { Hours, Special, Year } from "./api";

/** A day of a year as a department works. */
export interface Day {
  /** "2026-10-01" */
  date: string;
  works: boolean;
  special: Special | undefined;
}

const utc = (date: string): Date => new Date(`${date}T00:00:00Z`);

/** 0 is Monday, as a week's hours are ordered. */
export const weekdayOf = (date: string): number => (utc(date).getUTCDay() + 6) % 7;

/** Whether somebody works on a day, and what decides it. */
export function dayOf(year: Year, date: string): Day {
  const special = year.days.find((d) => d.date === date);
  return { date, works: special?.work ?? (year.week[weekdayOf(date)] ?? []).length > 0, special };
}

/** Days off and made-up days that follow one another under one name, as people speak of them. */
export interface Stretch {
  first: string;
  last: string;
  name: string;
  work: boolean;
  from: Special["from"];
}

export function stretches(days: readonly Special[]): Stretch[] {
  const out: Stretch[] = [];
  for (const d of days) {
    const before = out.at(-1);
    const next = before !== undefined && after(before.last) === d.date;
    if (before !== undefined && next && before.name === d.name && before.work === d.work && before.from === d.from) {
      before.last = d.date;
    } else out.push({ first: d.date, last: d.date, name: d.name, work: d.work, from: d.from });
  }
  return out;
}

function after(date: string): string {
  const next = utc(date);
  next.setUTCDate(next.getUTCDate() + 1);
  return next.toISOString().slice(0, 10);
}

/** 540 is 09:00, and the end of a day 24:00. */
export function clockOf(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
}

/** What somebody typed as a time of day: 9, 930, 0930, 9:30, also with a full-width colon. */
export function minutesOf(typed: string): number | null {
  const [, hours = "", minutes = "0"] = /^(\d{1,2})(?:[:：]?(\d\d))?$/.exec(typed.trim()) ?? [];
  const all = Number(hours) * 60 + Number(minutes);
  return hours === "" || Number(minutes) > 59 || all > 1440 ? null : all;
}

/** 09:00–12:00, 13:00–18:00 */
export const spoken = (hours: readonly Hours[]): string =>
  hours.map((h) => `${clockOf(h.from)}–${clockOf(h.to)}`).join(", ");

/** The same rule as the server's: in order, apart, within the day. */
export function fits(hours: readonly Hours[]): boolean {
  let end = -1;
  return hours.every((h) => {
    const good = h.from > end && h.to > h.from && h.to <= 1440;
    end = h.to;
    return good;
  });
}
