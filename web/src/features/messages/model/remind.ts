import { clockOf, dayOf } from "../../../platform/when";

/** When one wants to be reminded; the instants are microseconds, the wall times those of the person's zone. */
export type Preset = "m30" | "today" | "tomorrow";

const MINUTE = 60_000_000;
const EVENING = "18:00";
const MORNING = "09:00";

/** What is offered now: "today 18:00" only while it lies ahead. */
export function presets(now: number, zone: string): { preset: Preset; at: number }[] {
  const today = dayOf(zone, now);
  const half = Math.ceil((now + 30 * MINUTE) / MINUTE) * MINUTE;
  const evening = instantOf(`${today}T${EVENING}`, zone) ?? 0;
  const morning = instantOf(`${nextDay(today)}T${MORNING}`, zone) ?? 0;
  return [
    { preset: "m30" as const, at: half },
    ...(evening > now + MINUTE ? [{ preset: "today" as const, at: evening }] : []),
    { preset: "tomorrow" as const, at: morning },
  ];
}

/** "2026-03-01T18:00" as that zone's clocks show it; null where it is no time. */
export function instantOf(wall: string, zone: string): number | null {
  const meant = Date.parse(`${wall}Z`) * 1000;
  if (Number.isNaN(meant)) return null;
  // Twice, because the first guess may lie on the other side of a change of the clocks.
  const first = meant - offsetAt(meant, zone);
  return meant - offsetAt(first, zone);
}

/** The wall time of an instant, as a field for date and time takes it. */
export function wallOf(at: number, zone: string): string {
  return `${dayOf(zone, at)}T${clockOf(zone, at)}`;
}

function offsetAt(at: number, zone: string): number {
  const minute = Math.floor(at / MINUTE) * MINUTE;
  return Date.parse(`${wallOf(minute, zone)}Z`) * 1000 - minute;
}

function nextDay(day: string): string {
  const noon = new Date(`${day}T12:00:00Z`);
  noon.setUTCDate(noon.getUTCDate() + 1);
  return noon.toISOString().slice(0, 10);
}
