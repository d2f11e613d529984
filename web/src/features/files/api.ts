import { call, type FileRef, type List } from "../../platform/api";
import { queryClient, useInfiniteQuery } from "../../platform/queries";

/** A file of one's own area. */
export interface Entry {
  file: FileRef;
  /** When it was put there; microseconds. */
  at: number;
}

const PAGE = 50;
const key = ["library"];

/** The files of the person who is signed in, the newest first, by a part of their name. */
export function useLibrary(q: string) {
  const asked = useInfiniteQuery({
    queryKey: [...key, q],
    queryFn: ({ pageParam, signal }) =>
      call<List<Entry>>("GET", "/library", {
        query: { q: q === "" ? null : q, cursor: pageParam, limit: PAGE },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next_cursor,
    placeholderData: (before) => before,
  });
  return { ...asked, entries: asked.data?.pages.flatMap((page) => page.items) ?? [] };
}

export async function removeFile(id: string): Promise<void> {
  await call("DELETE", `/library/${encodeURIComponent(id)}`);
  await libraryChanged();
}

export function libraryChanged(): Promise<void> {
  return queryClient.invalidateQueries({ queryKey: key });
}
