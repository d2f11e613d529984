import { useCallback } from "react";
import { changeSettings, type Settings, useProblemWords } from "../../platform/api";
import { toast } from "../../ui";

/** Changes a setting at once; when the server refuses, it goes back and says why. */
export function useChange(): (change: Partial<Settings>) => Promise<void> {
  const words = useProblemWords();
  return useCallback(
    async (change) => {
      try {
        await changeSettings(change);
      } catch (error) {
        toast("error", words(error));
      }
    },
    [words],
  );
}
