import { useMemo } from "react";
import { type UploadState, useUploadStates } from "../../../platform/uploads";

/** In the order in which they were begun. */
export function useLibraryUploads(): UploadState[] {
  const states = useUploadStates((s) => s.states);
  return useMemo(
    () =>
      [...states.values()]
        .filter((state) => state.purpose === "library" && state.phase !== "done")
        .sort((a, b) => (a.key < b.key ? -1 : 1)),
    [states],
  );
}

/** How much of all that is moving has gone up, 0 to 1. */
export function sharesOf(states: readonly UploadState[]): number {
  const moving = states.filter((state) => state.phase !== "refused" && state.phase !== "absent");
  const total = moving.reduce((sum, state) => sum + state.size, 0);
  return total === 0 ? 0 : moving.reduce((sum, state) => sum + state.sent, 0) / total;
}
