import { create } from "zustand";

/** The window of quick search; anything may open it. */
export const useQuickSearch = create<{ open: boolean }>()(() => ({ open: false }));

export function openQuickSearch(): void {
  useQuickSearch.setState({ open: true });
}

export function closeQuickSearch(): void {
  useQuickSearch.setState({ open: false });
}
