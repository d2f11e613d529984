/**
 * Answers of the server that are asked for when a page or a window shows them. The client is bound
 * to the hooks here and not given by a provider around everything, so that the first page, which has
 * stores of its own, need not wait for this library.
 */
import {
  QueryClient,
  type QueryKey,
  useInfiniteQuery as useInfiniteQueryOf,
  useQueries as useQueriesOf,
  useQuery as useQueryOf,
} from "@tanstack/react-query";
import { isOffline, isProblem } from "../api";
import type { SocketEventName } from "../socket";
import { askAgain as askAgainOf } from "./again";
import { followWith } from "./follow";

export { type InfiniteData, infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";

/** What a refusal says does not change by asking again; a lost connection may come back. */
function worthAnother(failures: number, error: unknown): boolean {
  if (isProblem(error)) return error.status >= 500 && failures < 2;
  return isOffline(error) && failures < 2;
}

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: { retry: worthAnother, staleTime: 30_000, refetchOnWindowFocus: false, networkMode: "always" },
    mutations: { retry: false, networkMode: "always" },
  },
});
queryClient.mount();

export const useQuery = ((options: never) => useQueryOf(options, queryClient)) as unknown as typeof useQueryOf;
export const useInfiniteQuery = ((options: never) =>
  useInfiniteQueryOf(options, queryClient)) as unknown as typeof useInfiniteQueryOf;
export const useQueries = ((options: never) => useQueriesOf(options, queryClient)) as unknown as typeof useQueriesOf;
export const useQueryClient = (): QueryClient => queryClient;

export const askAgain = (queryKey: QueryKey): Promise<void> => askAgainOf(queryClient, queryKey);
export const follow = (queryKey: QueryKey, ...names: SocketEventName[]): void =>
  followWith(queryClient, queryKey, names);
