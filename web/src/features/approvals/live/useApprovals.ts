import { useWatch } from "../../../platform/watch";

/** Runs once, in the shell: keeps the sign of what waits. What it needs is fetched when the page has time. */
export function useApprovals(): void {
  useWatch(async () => (await import("./watch")).watchApprovals(), 1_000);
}
