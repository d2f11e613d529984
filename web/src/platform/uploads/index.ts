/**
 * Files on their way to the server. They go on while pages change, after a lost connection and after a
 * reload. What moves them is fetched late; this part only knows whether it is needed.
 */
import { useEffect } from "react";
import { create } from "zustand";
import type { UploadState } from "./model";
import type { Uploads } from "./uploads";

export { isUnderway, KEPT_SIZE, type Phase, type Purpose, type UploadState } from "./model";
export type { Uploads } from "./uploads";

interface Shown {
  /** By key, in no order. */
  states: ReadonlyMap<string, UploadState>;
}

/** How far every upload of this account is, of all tabs. */
export const useUploadStates = create<Shown>()(() => ({ states: new Map() }));

export function useUpload(key: string): UploadState | undefined {
  return useUploadStates((s) => s.states.get(key));
}

let account: string | null = null;
let engine: Promise<Uploads> | null = null;

const flag = (of: string) => `tonggui.uploads.${of}`;

/** The uploads of whoever is signed in. */
export function uploads(): Promise<Uploads> {
  const own = account;
  if (own === null) return Promise.reject(new Error("nobody is signed in"));
  engine ??= import("./engine").then(({ openEngine }) => openEngine(own, changed));
  engine.catch(() => {
    engine = null; // the next try fetches it anew
  });
  return engine;
}

/** Files that nobody sends any more are given up after so long. */
const ORPHAN_MS = 3_600_000;

/**
 * Goes on with what an earlier page has begun. `wanted` are those that a draft or a message still waits
 * for. Returns what to call when the session ends.
 */
export function openUploads(me: string, wanted: () => ReadonlySet<string>): () => void {
  account = me;
  if (localStorage.getItem(flag(me)) !== null) {
    uploads()
      .then(async (u) => {
        const found = await u.recall();
        if (found.length === 0 && flagged !== me) localStorage.removeItem(flag(me));
        for (const state of found) {
          const age = Date.now() - state.created_at / 1000;
          const orphan = state.purpose !== "library" && age > ORPHAN_MS && !wanted().has(state.key);
          if (orphan) void u.cancel(state.key);
          else u.start(state.key);
        }
      })
      .catch(() => undefined); // asked again when one of them is wanted
  }
  return () => {
    void engine?.then((u) => u.close()).catch(() => undefined);
    engine = null;
    account = null;
    useUploadStates.setState({ states: new Map() });
  };
}

/** Whose flag this page has put already: progress is told many times a second. */
let flagged: string | null = null;

function changed(key: string, state: UploadState | null): void {
  const states = new Map(useUploadStates.getState().states);
  if (state === null) states.delete(key);
  else states.set(key, state);
  if (state !== null && account !== null && flagged !== account) {
    flagged = account;
    localStorage.setItem(flag(account), "1");
  }
  useUploadStates.setState({ states });
}

/** Asks before a page is closed that is the only one to know a file. */
export function useLeaveGuard(active: boolean): void {
  useEffect(() => {
    if (!active) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, [active]);
}
