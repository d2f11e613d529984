import { create } from "zustand";
import { fetchFile, NotFetched, type Why } from "../model/fetchFile";
import { CHECKED_SIZE } from "../model/files";
import { keyOf, type Place, type Wanted } from "../model/links";
import type { FileRef } from "../model/types";
import { links } from "./links";

export type Download =
  | { state: "running"; received: number; stop: () => void }
  | { state: "failed"; why: Exclude<Why, "cancelled"> }
  | { state: "done" };

interface Downloads {
  byKey: ReadonlyMap<string, Download>;
}

/** What is being saved; it goes on while its row is out of sight. */
const useDownloads = create<Downloads>()(() => ({ byKey: new Map() }));

function put(key: string, download: Download | null): void {
  useDownloads.setState((s) => {
    const byKey = new Map(s.byKey);
    if (download === null) byKey.delete(key);
    else byKey.set(key, download);
    return { byKey };
  });
}

const original = (place: Place, file: FileRef): Wanted => ({ place, file_id: file.id, variant: "original" });

export function useDownload(place: Place, file: FileRef): Download | undefined {
  const key = keyOf(original(place, file));
  return useDownloads((s) => s.byKey.get(key));
}

/** Saves a file on this device. What fits into memory is compared with what was sent before it is handed over. */
export async function download(place: Place, file: FileRef): Promise<void> {
  const wanted = original(place, file);
  const key = keyOf(wanted);
  if (useDownloads.getState().byKey.get(key)?.state === "running") return;
  const abort = new AbortController();
  const stop = () => {
    abort.abort();
    put(key, null);
  };
  put(key, { state: "running", received: 0, stop });
  try {
    if (file.size > CHECKED_SIZE) save((await urlOf(wanted)).url, file.name);
    else {
      const progress = (received: number) => abort.signal.aborted || put(key, { state: "running", received, stop });
      const blob = await bytesOf(wanted, file, abort.signal, progress);
      const url = URL.createObjectURL(blob);
      save(url, file.name);
      window.setTimeout(() => URL.revokeObjectURL(url), 60_000);
    }
    put(key, { state: "done" });
  } catch (error) {
    const why = error instanceof NotFetched ? error.why : "offline";
    if (why !== "cancelled") put(key, { state: "failed", why });
  }
}

/** The checked bytes of a file; a link that has died meanwhile is renewed once. */
export async function bytesOf(
  wanted: Wanted,
  file: FileRef,
  signal: AbortSignal,
  progress: (received: number) => void,
): Promise<Blob> {
  const { url } = await urlOf(wanted);
  try {
    return await fetchFile(url, file, { signal, progress });
  } catch (error) {
    if (!(error instanceof NotFetched) || error.why !== "gone") throw error;
    links.missed(wanted);
    return fetchFile((await urlOf(wanted)).url, file, { signal, progress });
  }
}

async function urlOf(wanted: Wanted): Promise<{ url: string }> {
  const link = await links.get(wanted);
  if (link.state === "ready") return link;
  throw new NotFetched(link.state === "gone" ? "gone" : "offline");
}

function save(url: string, name: string): void {
  const anchor = document.createElement("a");
  anchor.href = url;
  anchor.download = name;
  anchor.rel = "noopener";
  anchor.click();
}
