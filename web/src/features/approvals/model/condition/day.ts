const DAY = /^(\d{4})-(\d{2})-(\d{2})$/;
const MONTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

const leap = (year: number) => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);

/** Reads 2026-10-01, from 1900 to 2199, and gives the days since 1970-01-01; null for what is no date. */
export function parseDay(text: string): number | null {
  const found = DAY.exec(text);
  if (found === null) return null;
  let [year, month] = [Number(found[1]), Number(found[2])];
  const day = Number(found[3]);
  if (year < 1900 || year > 2199 || month < 1 || month > 12 || day < 1) return null;
  if (day > (month === 2 && leap(year) ? 29 : (MONTHS[month - 1] ?? 0))) return null;
  // Years that begin in March have their odd day at their end, which makes the sum simple.
  if (month <= 2) [year, month] = [year - 1, month + 12];
  const past = 365 * year + Math.floor(year / 4) - Math.floor(year / 100) + Math.floor(year / 400);
  return past + Math.floor((153 * (month - 3) + 2) / 5) + day - 719469;
}

/** From one day to another, both counted; 0 if the second lies before the first. */
export const daysBetween = (from: number, to: number): number => Math.max(to - from + 1, 0);
