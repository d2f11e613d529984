import { useSyncExternalStore } from "react";

const queries = new Map<string, MediaQueryList>();

function queryOf(text: string): MediaQueryList {
  let query = queries.get(text);
  if (query === undefined) {
    query = window.matchMedia(text);
    queries.set(text, query);
  }
  return query;
}

function useMedia(text: string): boolean {
  return useSyncExternalStore(
    (changed) => {
      const query = queryOf(text);
      query.addEventListener("change", changed);
      return () => query.removeEventListener("change", changed);
    },
    () => queryOf(text).matches,
  );
}

/** One column at a time; the same limit as in the style sheets. */
export const usePhone = (): boolean => useMedia("(max-width: 767px)");

/** Room for a third column beside list and pane. */
export const useWide = (): boolean => useMedia("(min-width: 1100px)");

/** Fingers rather than a mouse: what is held and slid there is clicked elsewhere. */
export const useTouch = (): boolean => useMedia("(pointer: coarse)");
