import { useEffect, useRef } from "react";
import { useQueryClient } from "../../../platform/queries";
import { useSocketEvent } from "../../../platform/socket";
import { directoryKey } from "../api/queries";

/** An import changes thousands of people at once and every client hears of it: not all ask in the same second. */
const SPREAD_MS = 1_500;

/** Loads anew what is shown of the directory when it changed. */
export function useDirectoryChanges(): void {
  const client = useQueryClient();
  const timer = useRef<number | undefined>(undefined);
  useSocketEvent("directory.changed", () => {
    window.clearTimeout(timer.current);
    timer.current = window.setTimeout(
      () => void client.invalidateQueries({ queryKey: directoryKey }),
      300 + Math.random() * SPREAD_MS,
    );
  });
  useEffect(() => () => window.clearTimeout(timer.current), []);
}
