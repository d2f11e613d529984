import { useEffect, useState } from "react";
import { noteReading, putOwn } from "../api/read";
import type { Acknowledgement } from "../api/types";

const BEAT_MS = 15_000;
/** More than this since the last answer is not counted by the server either. */
const GAP_MS = 20_000;

/** Tells the server that a version lies open, for as long as it does; it measures how long. */
export function useReading(regulation: string, version: number, on: boolean): void {
  useEffect(() => {
    if (!on) return;
    let timer = 0;
    const beat = () => void noteReading(regulation, version).then(putOwn, () => undefined);
    const turn = () => {
      window.clearInterval(timer);
      beat();
      if (document.visibilityState === "visible") timer = window.setInterval(beat, BEAT_MS);
    };
    if (document.visibilityState === "visible") turn();
    document.addEventListener("visibilitychange", turn);
    return () => {
      document.removeEventListener("visibilitychange", turn);
      window.clearInterval(timer);
      if (document.visibilityState === "visible") beat();
    };
  }, [regulation, version, on]);
}

/** How long it has been open, running on between two answers of the server. */
export function useOpenFor(a: Acknowledgement): number {
  const [answered, setAnswered] = useState({ ms: a.open_ms, at: performance.now() });
  const [now, setNow] = useState(() => performance.now());
  useEffect(() => setAnswered({ ms: a.open_ms, at: performance.now() }), [a.open_ms]);
  useEffect(() => {
    if (a.acknowledged_at !== null) return;
    const timer = window.setInterval(() => document.visibilityState === "visible" && setNow(performance.now()), 1_000);
    return () => window.clearInterval(timer);
  }, [a.acknowledged_at]);
  if (a.acknowledged_at !== null || a.opened_at === null) return a.open_ms;
  return answered.ms + Math.min(GAP_MS, Math.max(0, now - answered.at));
}
