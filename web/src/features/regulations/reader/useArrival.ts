import { type RefObject, useCallback, useEffect } from "react";
import { nodeId } from "./useHere";

/** Brings the clause that the address names into view, and gives the way to any other. */
export function useArrival(pane: RefObject<HTMLElement | null>, clause: string | undefined): (id: string) => void {
  const go = useCallback(
    (id: string) => {
      const target = document.getElementById(nodeId(id));
      if (target === null || !pane.current?.contains(target)) return;
      target.scrollIntoView({ block: "start" });
      target.focus({ preventScroll: true });
    },
    [pane],
  );
  // Only on arrival: whoever opens a clause in the text already has it before them.
  // biome-ignore lint/correctness/useExhaustiveDependencies: as said
  useEffect(() => {
    if (clause !== undefined) go(clause);
  }, []);
  return go;
}
