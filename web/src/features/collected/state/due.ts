import { create } from "zustand";

/** How many entries of the list for later are open and past their time; the shell shows a sign for them. */
export const useDue = create<{ due: number }>()(() => ({ due: 0 }));
