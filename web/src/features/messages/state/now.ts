import { useEffect, useState } from "react";
import { ServerClock } from "../model/recall";

export const serverClock = new ServerClock();

/** The server's time in microseconds, anew every `everyMs`; for countdowns and "today". */
export function useServerNow(everyMs: number): number {
  const [now, setNow] = useState(() => serverClock.now());
  useEffect(() => {
    setNow(serverClock.now());
    const timer = window.setInterval(() => setNow(serverClock.now()), everyMs);
    return () => window.clearInterval(timer);
  }, [everyMs]);
  return now;
}
