import { create } from "zustand";
import type { Person } from "../model/types";

export interface Me {
  account: Person;
  settings: { zone: string; enter_sends: boolean; desktop_notifications: boolean };
  rules: { "messaging.recall_window"?: number };
}
export const useMeStore = create<{ me: Me | null }>()(() => ({ me: null }));
export function useMe(): Me {
  return useMeStore((s) => s.me) as Me;
}
