import { dayOf, momentOf } from "./index";

const MINUTE_US = 60 * 1_000_000;

/** The instant at which a day ("2026-03-01") begins in a zone; where midnight is skipped, the first that exists. */
export function dayStart(zone: string, day: string): number {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  const midnight = Date.UTC(year, month - 1, date) * 1000;
  // What the zone's clocks show at that instant tells how far off it is; twice, for a change of the offset.
  let at = midnight - offset(zone, midnight);
  at = midnight - offset(zone, at);
  while (dayOf(zone, at) < day) at += 15 * MINUTE_US;
  return at;
}

/** How far the clocks of a zone are ahead of UTC at an instant. */
function offset(zone: string, at: number): number {
  const [day = "", clock = ""] = momentOf(zone, at).split(" ");
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  const [hour = 0, minute = 0] = clock.split(":").map(Number);
  const whole = Math.floor(at / MINUTE_US) * MINUTE_US;
  return Date.UTC(year, month - 1, date, hour, minute) * 1000 - whole;
}
