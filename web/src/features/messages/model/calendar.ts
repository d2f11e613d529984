/** Days and times of messages in the person's own zone; numbers only, words are the caller's. */

const formats = new Map<string, Intl.DateTimeFormat>();

interface Parts {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
}

export function partsIn(zone: string, at: number): Parts {
  let format = formats.get(zone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat("en-GB", {
      timeZone: zone,
      hourCycle: "h23",
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      minute: "2-digit",
    });
    formats.set(zone, format);
  }
  const found: Record<string, number> = {};
  for (const part of format.formatToParts(new Date(at / 1000))) found[part.type] = Number(part.value);
  const { year = 0, month = 0, day = 0, hour = 0, minute = 0 } = found;
  return { year, month, day, hour, minute };
}

export function dayKey(zone: string, at: number): string {
  const { year, month, day } = partsIn(zone, at);
  return `${year}-${two(month)}-${two(day)}`;
}

export function clock(zone: string, at: number): string {
  const { hour, minute } = partsIn(zone, at);
  return `${two(hour)}:${two(minute)}`;
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
  const { year, month, day } = partsIn(zone, at);
  if (ago > 1 && ago < 7) return { kind: "weekday", weekday: new Date(noon(zone, at)).getUTCDay() };
  if (year === partsIn(zone, now).year) return { kind: "date", month, day };
  return { kind: "full", year, month, day };
}

function noon(zone: string, at: number): number {
  const { year, month, day } = partsIn(zone, at);
  return Date.UTC(year, month - 1, day, 12);
}

function two(value: number): string {
  return String(value).padStart(2, "0");
}
