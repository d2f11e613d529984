import type { LaterItem } from "../../messages/model/acting";

/** How many reminders have come, and when the next one will. */
export function dueOf(
  items: Pick<LaterItem, "remind_at" | "done_at">[],
  now: number,
): { due: number; next: number | null } {
  const open = items.filter((item) => item.done_at === null).flatMap((item) => item.remind_at ?? []);
  const ahead = open.filter((at) => at > now);
  return { due: open.length - ahead.length, next: ahead.length === 0 ? null : Math.min(...ahead) };
}
