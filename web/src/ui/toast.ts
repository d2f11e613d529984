import { create } from "zustand";

export interface Toast {
  id: number;
  kind: "ok" | "error" | "plain";
  text: string;
  detail?: string;
  /** What one may do about it. */
  action?: { label: string; run: () => void };
}

interface Toasts {
  list: Toast[];
  dismiss: (id: number) => void;
}

let next = 1;

export const useToasts = create<Toasts>((set) => ({
  list: [],
  dismiss: (id) => set((s) => ({ list: s.list.filter((t) => t.id !== id) })),
}));

/** Says something for a few seconds; an error stays until it is read, and so does what offers something to do. */
export function toast(kind: Toast["kind"], text: string, detail?: string, action?: Toast["action"]): void {
  const id = next++;
  const said = { id, kind, text, ...(detail ? { detail } : {}), ...(action ? { action } : {}) };
  useToasts.setState((s) => ({ list: [...s.list.slice(-3), said] }));
  setTimeout(() => useToasts.getState().dismiss(id), kind === "error" || action ? 8000 : 3000);
}
