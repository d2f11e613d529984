import { useCallback } from "react";
import type { List } from "../../../platform/api";
import { type InfiniteData, useInfiniteQuery, useQueryClient } from "../../../platform/queries";
import { useSocketEvent } from "../../../platform/socket";
import type { Kept } from "../../messages/model/acting";
import { collectedChanged, collectedKey } from "./news";

const PAGE = 30;

export type Ask<K extends Kept> = (q: { cursor: string | null; limit: number }) => Promise<List<K>>;

export interface KeptPages<K extends Kept> {
  items: K[];
  state: "pending" | "failed" | "ready";
  more: boolean;
  loading: boolean;
  onMore(): void;
  retry(): void;
  /** Asks anew, after something was done. */
  again(): void;
  /** Takes a row out at once, before the list is asked for anew. */
  without(item: Kept): void;
}

/** One list of messages from everywhere, page by page, fresh whenever it is opened. */
export function useKept<K extends Kept>(name: readonly string[], ask: Ask<K>): KeptPages<K> {
  const client = useQueryClient();
  const key = name.join(".");
  const list = useInfiniteQuery({
    queryKey: [...collectedKey, key],
    queryFn: ({ pageParam }) => ask({ cursor: pageParam, limit: PAGE }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
    staleTime: 0,
  });
  const again = useCallback(() => void collectedChanged(), []);
  const without = useCallback(
    (item: Kept) =>
      client.setQueryData<InfiniteData<List<K>>>([...collectedKey, key], (data) =>
        data === undefined
          ? data
          : { ...data, pages: data.pages.map((p) => ({ ...p, items: p.items.filter((x) => !same(x, item)) })) },
      ),
    [client, key],
  );
  // A message that stands here was edited or recalled; before the first page is here, it may be one that will.
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  useSocketEvent("message.changed", ({ message: m }) => {
    if (list.isPending || items.some((x) => x.conversation.id === m.conversation_id && x.seq === m.seq)) again();
  });
  return {
    items,
    state: list.isPending ? "pending" : list.isError && items.length === 0 ? "failed" : "ready",
    more: list.hasNextPage,
    loading: list.isFetchingNextPage,
    onMore: () => void list.fetchNextPage(),
    retry: () => void list.refetch(),
    again,
    without,
  };
}

export function same(a: Kept, b: Kept): boolean {
  return a.seq === b.seq && a.conversation.id === b.conversation.id;
}
