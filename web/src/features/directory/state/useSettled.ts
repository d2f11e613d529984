import { useEffect, useState } from "react";

/** The value once it has rested for a moment; nothing typed is nothing at once. */
export function useSettled(value: string, ms: number): string {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = window.setTimeout(() => setSettled(value), value === "" ? 0 : ms);
    return () => window.clearTimeout(timer);
  }, [value, ms]);
  return value === "" ? "" : settled;
}
