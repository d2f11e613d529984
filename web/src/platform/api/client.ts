import { QueryClient } from "@tanstack/react-query";
import { isOffline, isProblem } from "./problem";

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
