import { create } from "zustand";

interface Waiting {
  /** How many versions wait to be acknowledged. */
  waiting: number;
  /** How many people are late for whom one answers as a head. */
  late: number;
  /** Whether one sees how far others are. */
  oversees: boolean;
}

export const nothingWaits: Waiting = { waiting: 0, late: 0, oversees: false };

/** What the signs of the shell are made of. */
export const useWaiting = create<Waiting>()(() => nothingWaits);
