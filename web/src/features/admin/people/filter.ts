import { type ChangeAddress, useAddress } from "../../../platform/address";
import type { PeopleFilter, StatusFilter } from "../api/admin";

const statuses: readonly StatusFilter[] = ["all", "active", "frozen", "left"];

/** What is listed stands in the address, so that a reload and a link show the same people. */
export function usePeopleFilter(): [PeopleFilter, ChangeAddress] {
  const [address, change] = useAddress();
  const status = statuses.find((s) => s === address.status) ?? "all";
  return [{ q: address.q ?? "", department: address.department ?? "", status }, change];
}
