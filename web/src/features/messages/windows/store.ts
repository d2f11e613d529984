import { create } from "zustand";
import type { Place } from "../model/links";
import type { Picture } from "../model/pictures";
import type { FileRef, RecordContent } from "../model/types";

/** Windows over the page that show what a message carries; one may be opened from within another. */
export type OpenWindow =
  /** The pictures of a conversation, or the given ones. */
  | { kind: "pictures"; start: string; conversationId: string | null; pictures: Picture[] }
  | { kind: "record"; place: Place; content: RecordContent }
  | { kind: "reading"; how: "pdf" | "text"; place: Place; file: FileRef };

export const useWindows = create<{ stack: OpenWindow[] }>()(() => ({ stack: [] }));

export function openWindow(opened: OpenWindow): void {
  useWindows.setState((s) => ({ stack: [...s.stack, opened] }));
}

/** Closes this window and what was opened from within it. */
export function closeWindow(depth: number): void {
  useWindows.setState((s) => ({ stack: s.stack.slice(0, depth) }));
}
