import { clockOf } from "../../../platform/when";

/** For how long a state that is set by hand may hold. */
export const SPANS = ["none", "m30", "h1", "h2", "today"] as const;

export type Span = (typeof SPANS)[number];

const MINUTE = 60_000_000;
const DAY_MINUTES = 24 * 60;

/** When the state ends, in microseconds; null when it does not end by itself. */
export function untilOf(span: Span, now: number, zone: string): number | null {
  switch (span) {
    case "none":
      return null;
    case "m30":
      return now + 30 * MINUTE;
    case "h1":
      return now + 60 * MINUTE;
    case "h2":
      return now + 120 * MINUTE;
    case "today":
      return now + minutesLeft(now, zone) * MINUTE;
  }
}

/** Until midnight where the person lives, counted in whole minutes. */
function minutesLeft(now: number, zone: string): number {
  const [hours = 0, minutes = 0] = clockOf(zone, now).split(":").map(Number);
  return DAY_MINUTES - (hours * 60 + minutes);
}
