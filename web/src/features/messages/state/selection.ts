import { create } from "zustand";

/** As many as can be forwarded at once. */
export const MAX_SELECTED = 100;

/** The messages of one conversation that are ticked; null while nobody selects. */
interface SelectionState {
  id: string | null;
  seqs: ReadonlySet<number>;
  start(id: string, seq: number): void;
  /** False where no more can be ticked. */
  toggle(seq: number): boolean;
  end(): void;
}

export const useSelection = create<SelectionState>()((set, get) => ({
  id: null,
  seqs: new Set(),
  start: (id, seq) => set({ id, seqs: new Set([seq]) }),
  toggle(seq) {
    const seqs = new Set(get().seqs);
    if (!seqs.delete(seq)) {
      if (seqs.size >= MAX_SELECTED) return false;
      seqs.add(seq);
    }
    set({ seqs });
    return true;
  },
  end: () => set({ id: null, seqs: new Set() }),
}));
