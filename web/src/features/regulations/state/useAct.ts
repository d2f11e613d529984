import { useState } from "react";

/** Runs one act at a time; what it refuses stays on the screen until the next try. */
export function useAct() {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const run = async (act: () => Promise<void>) => {
    setBusy(true);
    setError(null);
    try {
      await act();
    } catch (refusal) {
      setError(refusal);
    }
    setBusy(false);
  };
  return { busy, error, run };
}
