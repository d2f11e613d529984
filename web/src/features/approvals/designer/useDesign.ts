import { useCallback, useMemo, useState } from "react";
import type { Definition, Field, Route } from "../definition";

const REMEMBERED = 60;

interface Course {
  past: readonly Definition[];
  now: Definition;
  ahead: readonly Definition[];
}

export interface Design {
  now: Definition;
  /** It differs from what is published. */
  changed: boolean;
  put: (change: Partial<Definition>) => void;
  putFields: (change: (fields: Field[]) => Field[]) => void;
  putRoute: (change: (route: Route) => Route) => void;
  undo: (() => void) | null;
  redo: (() => void) | null;
  /** What stands there now is published. */
  settle: () => void;
}

/** A definition while it is worked on, with the way back. */
export function useDesign(start: Definition, fresh: boolean): Design {
  const [course, setCourse] = useState<Course>({ past: [], now: start, ahead: [] });
  const [settled, setSettled] = useState<Definition | null>(fresh ? null : start);
  const go = useCallback((change: (now: Definition) => Definition) => {
    setCourse(({ past, now, ahead }) => {
      const next = change(now);
      return next === now ? { past, now, ahead } : { past: [...past.slice(-REMEMBERED), now], now: next, ahead: [] };
    });
  }, []);
  const { past, now, ahead } = course;
  return useMemo(
    () => ({
      now,
      changed: now !== settled && !(settled === null && past.length === 0),
      put: (change) => go((d) => ({ ...d, ...change })),
      putFields: (change) => go((d) => ({ ...d, fields: change(d.fields) })),
      putRoute: (change) =>
        go((d) => {
          const route = change(d.route);
          return route === d.route ? d : { ...d, route };
        }),
      undo: past.length === 0 ? null : () => setCourse((c) => stepBack(c)),
      redo: ahead.length === 0 ? null : () => setCourse((c) => stepAhead(c)),
      settle: () => setSettled(now),
    }),
    [now, settled, past, ahead, go],
  );
}

function stepBack({ past, now, ahead }: Course): Course {
  const before = past.at(-1);
  return before === undefined ? { past, now, ahead } : { past: past.slice(0, -1), now: before, ahead: [now, ...ahead] };
}

function stepAhead({ past, now, ahead }: Course): Course {
  const [next, ...rest] = ahead;
  return next === undefined ? { past, now, ahead } : { past: [...past, now], now: next, ahead: rest };
}
