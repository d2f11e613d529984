import { createContext, useContext, useEffect } from "react";

/** Told how many more or fewer things a form waits for before it can be sent: files on their way. */
export const Waiting = createContext<(change: number) => void>(() => undefined);

/** So many things of this field are on their way. */
export function useBusy(count: number): void {
  const change = useContext(Waiting);
  useEffect(() => {
    if (count === 0) return;
    change(count);
    return () => change(-count);
  }, [count, change]);
}
