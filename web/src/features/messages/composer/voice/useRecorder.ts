import { useCallback, useEffect, useRef, useState } from "react";
import { LONGEST_MS, SHORTEST_MS, type Trouble, troubleOf } from "./limits";
import { type Recorded, Recorder } from "./recorder";

export type Stand =
  | { at: "idle" }
  | { at: "asking" }
  | { at: "recording"; ms: number; levels: number[] }
  /** It can be listened to before it goes out. */
  | { at: "recorded"; recorded: Recorded }
  | { at: "trouble"; why: Trouble };

/** The newest levels that are drawn. */
export const LEVELS_SHOWN = 48;

/** A recording from the first press to its end. What was begun is always ended, also by going away. */
export function useRecorder(onTooShort: () => void) {
  const [stand, setStand] = useState<Stand>({ at: "idle" });
  const recorder = useRef<Recorder | null>(null);
  /** Counts up with every beginning: an answer to an earlier question is not wanted any more. */
  const turn = useRef(0);

  const drop = useCallback(() => {
    turn.current++;
    recorder.current?.drop();
    recorder.current = null;
    setStand({ at: "idle" });
  }, []);
  useEffect(() => drop, [drop]);

  const begin = useCallback(async () => {
    const mine = ++turn.current;
    recorder.current?.drop();
    recorder.current = null;
    setStand({ at: "asking" });
    try {
      const begun = await Recorder.begin();
      if (turn.current !== mine) return begun.drop();
      recorder.current = begun;
      setStand({ at: "recording", ms: 0, levels: [] });
    } catch (error) {
      const insecure = (error as DOMException).name === "InsecureOrigin";
      if (turn.current === mine) setStand({ at: "trouble", why: insecure ? "insecure" : troubleOf(error) });
    }
  }, []);

  /** Ends it; null when it was too short to be anything, even to have begun. */
  const finish = useCallback(async (): Promise<Recorded | null> => {
    const now = recorder.current;
    if (now === null || now.elapsed() < SHORTEST_MS) {
      onTooShort();
      drop();
      return null;
    }
    recorder.current = null;
    const mine = ++turn.current;
    const recorded = await now.finish();
    if (turn.current === mine) setStand({ at: "recorded", recorded });
    return recorded;
  }, [drop, onTooShort]);

  const recording = stand.at === "recording";
  useEffect(() => {
    if (!recording) return;
    const timer = window.setInterval(() => {
      const now = recorder.current;
      if (now !== null) setStand({ at: "recording", ms: now.elapsed(), levels: now.latest(LEVELS_SHOWN) });
    }, 100);
    return () => window.clearInterval(timer);
  }, [recording]);

  const over = stand.at === "recording" && stand.ms >= LONGEST_MS;
  return { stand, begin, finish, drop, over };
}
