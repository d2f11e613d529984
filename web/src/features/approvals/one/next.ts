import type { List } from "../../../platform/api";
import { queryClient } from "../../../platform/queries";
import { approvalsKey } from "../api/approvals";
import type { ApprovalRow } from "../api/types";
import { after } from "./after";

/** What waits after this one in the list that was last seen, narrowed as it was. */
export function nextWaiting(id: string): string | null {
  const lists = queryClient
    .getQueryCache()
    .findAll({ queryKey: [...approvalsKey, "box", "waiting"] })
    .sort((a, b) => b.state.dataUpdatedAt - a.state.dataUpdatedAt);
  for (const list of lists) {
    const data = list.state.data as { pages: List<ApprovalRow>[] } | undefined;
    const ids = data?.pages.flatMap((page) => page.items.map((row) => row.id)) ?? [];
    if (ids.includes(id)) return after(ids, id);
  }
  return null;
}
