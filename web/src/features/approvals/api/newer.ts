import type { Approval } from "./types";

type Told = Pick<Approval, "version" | "acts" | "effect">;

/** Whether one telling of an approval is from after another: acts are only added, and an effect ends once. */
export const isNewer = (a: Told, b: Told): boolean =>
  a.version > b.version || a.acts.length > b.acts.length || (a.effect.at ?? 0) > (b.effect.at ?? 0);
