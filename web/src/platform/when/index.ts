/** Instants of the API as a person reads them: 24 hours, in the person's own zone. */

const formats = new Map<string, Intl.DateTimeFormat>();

function parts(zone: string, at: number): Record<string, string> {
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
  const found: Record<string, string> = {};
  for (const part of format.formatToParts(new Date(at / 1000))) found[part.type] = part.value;
  return found;
}

/** The instant at which a day (2026-03-01) begins in a zone. */
export function startOfDay(zone: string, day: string): number {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  const wanted = Date.UTC(year, month - 1, date) * 1000;
  let at = wanted;
  // Twice: the first step may cross a change of the clocks.
  for (let step = 0; step < 2; step++) {
    const p = parts(zone, at);
    const wall = Date.UTC(Number(p.year), Number(p.month) - 1, Number(p.day), Number(p.hour), Number(p.minute)) * 1000;
    at += wanted - wall;
  }
  return at;
}

/** 2026-03-01 */
export function dayOf(zone: string, at: number): string {
  const p = parts(zone, at);
  return `${p.year}-${p.month}-${p.day}`;
}

/** 09:30 */
export function clockOf(zone: string, at: number): string {
  const p = parts(zone, at);
  return `${p.hour}:${p.minute}`;
}

/** 2026-03-01 09:30 */
export function momentOf(zone: string, at: number): string {
  return `${dayOf(zone, at)} ${clockOf(zone, at)}`;
}

/** The clock alone for today, 03-01 09:30 within the year, else all of it. */
export function shortMoment(zone: string, at: number, now: number): string {
  const [then, today] = [dayOf(zone, at), dayOf(zone, now)];
  if (then === today) return clockOf(zone, at);
  return `${then.slice(0, 4) === today.slice(0, 4) ? then.slice(5) : then} ${clockOf(zone, at)}`;
}
