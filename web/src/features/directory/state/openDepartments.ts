import { create } from "zustand";

const KEY = "tonggui.directory.open";

/** Enough for every department of a large company, and too little to fill the storage. */
const MOST = 2_000;

interface OpenDepartments {
  /** Null until somebody has opened or closed something on this device. */
  ids: ReadonlySet<string> | null;
  set(id: string, open: boolean): void;
  /** Opens what leads to a department; what else is open stays. */
  reveal(ids: readonly string[]): void;
}

/** Which departments of the tree are open; kept on the device. */
export const useOpenDepartments = create<OpenDepartments>()((set) => {
  const change = (next: (ids: Set<string>) => void) =>
    set((s) => {
      const ids = new Set(s.ids ?? []);
      next(ids);
      keep(ids);
      return { ids };
    });
  return {
    ids: kept(),
    set: (id, open) => change((ids) => (open ? ids.add(id) : ids.delete(id))),
    reveal: (wanted) => change((ids) => wanted.forEach((id) => void ids.add(id))),
  };
});

function kept(): ReadonlySet<string> | null {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(KEY) ?? "null");
    if (!Array.isArray(stored)) return null;
    return new Set(stored.filter((id) => typeof id === "string").slice(0, MOST));
  } catch {
    return null;
  }
}

function keep(ids: ReadonlySet<string>): void {
  try {
    localStorage.setItem(KEY, JSON.stringify([...ids].slice(-MOST)));
  } catch {
    // A full or forbidden storage: the tree then begins closed next time.
  }
}
