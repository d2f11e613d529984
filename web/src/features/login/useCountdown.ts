import { useEffect, useState } from "react";
import { isProblem } from "../../platform/api";

/** Seconds until a refused attempt may be repeated; 0 when nothing needs to be waited for. */
export function useCountdown(error: unknown): number {
  const [left, setLeft] = useState(0);
  useEffect(() => {
    const wait = isProblem(error) ? Number(error.params.retry_after_s ?? 0) : 0;
    const until = Date.now() + wait * 1000;
    const tick = () => setLeft(Math.max(0, Math.ceil((until - Date.now()) / 1000)));
    tick();
    if (wait <= 0) return;
    const timer = window.setInterval(tick, 250);
    return () => window.clearInterval(timer);
  }, [error]);
  return left;
}
