import type { FileRef } from "./types";

/** A file that goes out with a message: what is known of it before the server has it. */
export interface Attachment {
  /** Of its upload on this device. */
  key: string;
  name: string;
  /** Bytes. */
  size: number;
  /** As the browser believes; may be empty. */
  mime: string;
  /** It is at the server already, for instance in the library. */
  file?: FileRef;
}

/** A recording that goes out as a message of its own. */
export interface Recording {
  duration_ms: number;
  /** Loudness from 0 to 31, at most 64 values. */
  wave: number[];
}

/** So many files go with one message; the server refuses more. */
export const MAX_FILES = 9;

/** As many as there is room for, in the order in which they were chosen; a file once only. */
export function joined(list: readonly Attachment[], more: readonly Attachment[]): Attachment[] {
  const fresh = more.filter((one) => !list.some((old) => old.key === one.key));
  return [...list, ...fresh].slice(0, MAX_FILES);
}

export function without(list: readonly Attachment[], key: string): Attachment[] {
  return list.filter((one) => one.key !== key);
}

/** One step or more to the left or right; at the ends nothing happens. */
export function moved(list: readonly Attachment[], key: string, by: number): Attachment[] {
  const from = list.findIndex((one) => one.key === key);
  const to = Math.min(list.length - 1, Math.max(0, from + by));
  if (from < 0 || from === to) return list as Attachment[];
  const next = list.filter((one) => one.key !== key);
  next.splice(to, 0, list[from] as Attachment);
  return next;
}

/** Shown as a picture while it is still here: raster images only, a drawing may be a program. */
export function isPicturePiece(mime: string): boolean {
  return /^image\/(png|jpeg|gif|webp|bmp|avif)$/.test(mime);
}

export function attachmentsIn(value: unknown): Attachment[] {
  if (!Array.isArray(value)) return [];
  return value.filter(
    (one): one is Attachment =>
      typeof one === "object" && one !== null && typeof one.key === "string" && typeof one.name === "string",
  );
}
