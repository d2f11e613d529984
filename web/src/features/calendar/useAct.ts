import { useState } from "react";
import { useQueryClient } from "../../platform/queries";
import { calendarKey } from "./api";

/** Runs one change at a time and renews what is shown; what it refuses stays until the next try. */
export function useAct() {
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const run = async (act: () => Promise<unknown>, done?: () => void) => {
    setBusy(true);
    setError(null);
    try {
      await act();
      await client.invalidateQueries({ queryKey: calendarKey });
      done?.();
    } catch (refusal) {
      setError(refusal);
    }
    setBusy(false);
  };
  return { busy, error, run };
}
