import { useEffect } from "react";
import { useMe } from "../../../platform/api";

/** Runs once, in the shell: keeps the sign of what waits. What it needs is fetched when the page has time. */
export function useApprovals(): void {
  const { id } = useMe().account;
  // biome-ignore lint/correctness/useExhaustiveDependencies: something else waits for another person
  useEffect(() => {
    let stop: (() => void) | null = null;
    let over = false;
    const start = async () => {
      const { watchApprovals } = await import("./watch");
      if (!over) stop = watchApprovals();
    };
    const timer = window.setTimeout(() => void start().catch(() => undefined), 1_000);
    return () => {
      over = true;
      window.clearTimeout(timer);
      stop?.();
    };
  }, [id]);
}
