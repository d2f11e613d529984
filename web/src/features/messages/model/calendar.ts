import { clockOf, dayOf } from "../../../platform/when";

/** Days and times of messages in the person's own zone; numbers only, words are the caller's. */

export const clock = clockOf;
export const dayKey = dayOf;

function dateIn(zone: string, at: number): { year: number; month: number; day: number } {
  const [year = 0, month = 0, day = 0] = dayOf(zone, at).split("-").map(Number);
  return { year, month, day };
}

/** How far a day lies behind: 0 today, 1 yesterday. Noon avoids the hour that a zone skips. */
export function daysAgo(zone: string, at: number, now: number): number {
  return Math.round((noon(zone, now) - noon(zone, at)) / 86_400_000);
}

export type DayLabel =
  | { kind: "today" | "yesterday" }
  | { kind: "weekday"; weekday: number }
  | { kind: "date"; month: number; day: number }
  | { kind: "full"; year: number; month: number; day: number };

/** Today, yesterday, a weekday within the last six days, a date of this year, else in full. */
export function dayLabel(zone: string, at: number, now: number): DayLabel {
  const ago = daysAgo(zone, at, now);
  if (ago === 0) return { kind: "today" };
  if (ago === 1) return { kind: "yesterday" };
  const { year, month, day } = dateIn(zone, at);
  if (ago > 1 && ago < 7) return { kind: "weekday", weekday: new Date(noon(zone, at)).getUTCDay() };
  if (year === dateIn(zone, now).year) return { kind: "date", month, day };
  return { kind: "full", year, month, day };
}

function noon(zone: string, at: number): number {
  const { year, month, day } = dateIn(zone, at);
  return Date.UTC(year, month - 1, day, 12);
}
