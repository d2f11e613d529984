import { useEffect, useEffectEvent } from "react";
import { useMe } from "../api";
import { type Begin, beginLater } from "./begin";

/**
 * Watches something for the person who is here, on whatever page: begun `after` so many milliseconds, begun
 * anew for another person, and ended with the shell.
 */
export function useWatch(begin: Begin, after: number): void {
  const { id } = useMe().account;
  const start = useEffectEvent(begin);
  // biome-ignore lint/correctness/useExhaustiveDependencies: something else waits for another person
  useEffect(() => beginLater(() => start(), after), [id]);
}
