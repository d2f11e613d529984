import { useEffect, useState } from "react";
import { keepPreviousData, queryOptions, useQuery } from "../../../platform/queries";
import { type Application, applying } from "./api";

const SETTLE_MS = 350;

/** Who would be asked with what is filled in now, and what is wrong with it so far. */
export function usePreview(application: Application) {
  const settled = useSettled(application);
  const asked = useQuery(
    queryOptions({
      queryKey: ["approvals", "preview", settled],
      queryFn: ({ signal }) => applying.preview(settled, signal),
      placeholderData: keepPreviousData,
      gcTime: 60_000,
    }),
  );
  return { ...asked, current: settled === application && !asked.isPlaceholderData };
}

/** The value once it has stood still for a moment; the first one at once. */
function useSettled<T>(value: T): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = window.setTimeout(() => setSettled(value), SETTLE_MS);
    return () => window.clearTimeout(timer);
  }, [value]);
  return settled;
}
