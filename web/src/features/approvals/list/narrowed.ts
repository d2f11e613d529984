import type { Address } from "../../../platform/address";
import { dayStart } from "../../../platform/when/zone";
import type { Narrowed } from "../api/approvals";
import { BOXES, type Box } from "../api/types";

/** What narrows a list, as it stands in the address of the page. */
export const FILTERS = ["state", "template", "from", "to"] as const;

const DAY_US = 86_400 * 1_000_000;

export const boxOf = (address: Address): Box => BOXES.find((one) => one === address.box) ?? "waiting";

export const isNarrowed = (address: Address): boolean => FILTERS.some((name) => (address[name] ?? "") !== "");

/** Days are those of the person's zone; the last one counts as a whole. */
export function narrowedBy(address: Address, zone: string): Narrowed {
  const day = (name: "from" | "to") => (/^\d{4}-\d\d-\d\d$/.test(address[name] ?? "") ? (address[name] ?? "") : "");
  const [from, to] = [day("from"), day("to")];
  const [state, template] = [address.state ?? "", address.template ?? ""];
  return {
    q: address.q ?? "",
    state: boxOf(address) === "waiting" ? "" : state, // what waits is running
    template,
    from_at: from === "" ? null : dayStart(zone, from),
    // The day after may begin an hour earlier or later.
    to_at: to === "" ? null : dayStart(zone, nextDay(to)),
  };
}

/** The day after, as it is written: no zone has a say in that. */
export function nextDay(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + DAY_US / 1000).toISOString().slice(0, 10);
}
