import { type RefObject, useCallback, useEffect, useRef, useState } from "react";
import type { Entry } from "../model/tree";

/** How far below the edge of the pane a heading counts as being read. */
const EDGE = 96;

export const nodeId = (id: string) => `n-${id}`;

/** Which entry of the contents is being read; the function is told of every scrolling. */
export function useHere(pane: RefObject<HTMLElement | null>, contents: readonly Entry[]): [string | null, () => void] {
  const [here, setHere] = useState<string | null>(contents[0]?.id ?? null);
  const waiting = useRef(0);
  const look = useCallback(() => {
    waiting.current = 0;
    const box = pane.current;
    if (box === null) return;
    const edge = box.getBoundingClientRect().top + EDGE;
    const above = (entry: Entry) => {
      const el = document.getElementById(nodeId(entry.id));
      return el !== null && el.getBoundingClientRect().top <= edge;
    };
    // They stand in the order of the text, so the last one above the edge is found by halving.
    let from = 0;
    let to = contents.length;
    while (from < to) {
      const middle = (from + to) >> 1;
      if (above(contents[middle] as Entry)) from = middle + 1;
      else to = middle;
    }
    setHere(contents[Math.max(0, from - 1)]?.id ?? null);
  }, [contents, pane]);
  const follow = useCallback(() => {
    waiting.current ||= requestAnimationFrame(look);
  }, [look]);
  useEffect(() => () => cancelAnimationFrame(waiting.current), []);
  return [here, follow];
}
