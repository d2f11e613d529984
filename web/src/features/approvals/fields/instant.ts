import { clockOf, dayOf } from "../../../platform/when";
import { instantOf } from "../../messages/model/remind";

/** Moments in forms are milliseconds, UTC; the client reckons in microseconds. */
const US = 1000;

/** The wall time of a moment in a zone, as a field for date and time takes it. */
export const wallOfInstant = (at: number, zone: string): string => `${dayOf(zone, at * US)}T${clockOf(zone, at * US)}`;

/** The moment of a wall time in a zone; null where it is no time. */
export function instantOfWall(wall: string, zone: string): number | null {
  const at = instantOf(wall, zone);
  return at === null ? null : at / US;
}
