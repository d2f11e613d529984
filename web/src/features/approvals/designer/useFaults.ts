import { useEffect, useState } from "react";
import { keepPreviousData, queryOptions, useQuery } from "../../../platform/queries";
import type { Definition, Fault } from "../definition";
import { designing } from "./api";

const SETTLE_MS = 500;
const none: Fault[] = [];

/** Everything that is wrong with the definition as it stands; the server is asked once it has stood still for a moment. */
export function useFaults(definition: Definition): { faults: Fault[]; known: boolean } {
  const [settled, setSettled] = useState(definition);
  useEffect(() => {
    const timer = window.setTimeout(() => setSettled(definition), SETTLE_MS);
    return () => window.clearTimeout(timer);
  }, [definition]);
  const asked = useQuery(
    queryOptions({
      queryKey: ["approval-templates", "check", settled],
      queryFn: ({ signal }) => designing.check(settled, signal),
      placeholderData: keepPreviousData,
      gcTime: 0,
    }),
  );
  return {
    faults: asked.data?.problems ?? none,
    known: asked.isSuccess && !asked.isPlaceholderData && settled === definition,
  };
}
