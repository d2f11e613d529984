import { create } from "zustand";
import type { Counts } from "../api/types";

/** What the signs of the shell are made of. */
export const useCounts = create<Counts>()(() => ({ waiting: 0, overdue: 0, copied: 0 }));
