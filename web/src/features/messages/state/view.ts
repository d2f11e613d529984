import { create } from "zustand";

/** What the person is looking at: which conversation is open, and whether the window has focus. */
interface ViewState {
  openId: string | null;
  panel: boolean | null;
  open(id: string | null): void;
  setPanel(panel: boolean): void;
}

export const useView = create<ViewState>()((set) => ({
  openId: null,
  panel: null,
  open: (openId) => set({ openId }),
  setPanel: (panel) => set({ panel }),
}));

export function windowActive(): boolean {
  return document.visibilityState === "visible" && document.hasFocus();
}
