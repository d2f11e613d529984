import { dayOf } from "../../../platform/when";
import { dayStart } from "../../../platform/when/zone";
import { instantOf } from "../../messages/model/remind";

const DAY_US = 86_400_000_000;

/** The end of a day that is still included: the instant at which the next one begins. Null for no day. */
export function endOf(zone: string, day: string): number | null {
  if (day === "") return null;
  return dayStart(zone, dayOf(zone, dayStart(zone, day) + 1.5 * DAY_US));
}

/** From when a change is to hold. */
export interface When {
  kind: "confirmed" | "at";
  /** Of the person's clock: "2026-03-01T09:30". */
  wall: string;
}

/** As the server wants it: 0 for the moment of the confirmation, null where no time is given yet. */
export const effectiveAt = ({ kind, wall }: When, zone: string): number | null =>
  kind === "confirmed" ? 0 : instantOf(wall, zone);
