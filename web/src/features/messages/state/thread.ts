import { useEffect, useMemo } from "react";
import { queryClient, useQuery } from "../../../platform/queries";
import { socket, useSocketEvent } from "../../../platform/socket";
import { acting } from "../api/acting";
import type { ThreadPage } from "../model/acting";
import { join } from "../model/message";
import { type Thread, threadOf } from "../model/thread";
import { empty } from "../model/timeline";
import type { Message } from "../model/types";
import { stamp } from "./stamp";
import { useTimelines } from "./timelineStore";

const PAGE = 200;
/** A thread longer than this shows its first part; the rest stands in the conversation. */
const MOST = 2_000;

async function fetchThread(id: string, root: number): Promise<ThreadPage> {
  const told_at = stamp();
  const told = (m: Message) => ({ ...m, told_at });
  const first = await acting.listThread(id, root, { limit: PAGE });
  const items = first.items;
  for (let last = items.length; last === PAGE && items.length < MOST; ) {
    const page = await acting.listThread(id, root, { after: items.at(-1)?.seq ?? root, limit: PAGE });
    items.push(...page.items);
    last = page.items.length;
  }
  return { root: told(first.root), items: items.map(told) };
}

/** A thread with everything that is heard of it while it is open. */
export function useThread(
  id: string,
  root: number,
): { thread: Thread; pending: boolean; failed: boolean; retry(): void } {
  const queryKey = useMemo(() => ["messages", "thread", id, root], [id, root]);
  const asked = useQuery({ queryKey, queryFn: () => fetchThread(id, root), staleTime: 0 });
  const me = useTimelines((s) => s.me);
  const log = useTimelines((s) => s.timelines.get(id));
  // A message that stands further up than the window of the conversation is changed here.
  useSocketEvent("message.changed", ({ message: m }) => {
    if (m.conversation_id !== id) return;
    const change = (old: Message) => (old.seq === m.seq ? join(old, m, me) : old);
    queryClient.setQueryData<ThreadPage>(
      queryKey,
      (page) => page && { root: change(page.root), items: page.items.map(change) },
    );
  });
  useEffect(() => socket.onHello((reset) => reset && void queryClient.invalidateQueries({ queryKey })), [queryKey]);
  const thread = useMemo(() => threadOf(asked.data, log ?? empty(id, me), root), [asked.data, log, id, me, root]);
  return { thread, pending: asked.isPending, failed: asked.isError, retry: () => void asked.refetch() };
}
