import { create } from "zustand";

export interface Toast {
  id: number;
  kind: "ok" | "error" | "plain";
  text: string;
  detail?: string;
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

/** Says something for a few seconds; an error stays until it is read. */
export function toast(kind: Toast["kind"], text: string, detail?: string): void {
  const id = next++;
  useToasts.setState((s) => ({ list: [...s.list.slice(-3), { id, kind, text, ...(detail ? { detail } : {}) }] }));
  setTimeout(() => useToasts.getState().dismiss(id), kind === "error" ? 8000 : 3000);
}
