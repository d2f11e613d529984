import type { FileRef } from "./types";

/** How files look before a single byte of them is here; pure. */

const UNITS = ["B", "KB", "MB", "GB", "TB"];

/** 1.5 MB: three digits at most, in steps of 1,024. */
export function sizeWords(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 1024 && unit < UNITS.length - 1) {
    value /= 1024;
    unit++;
  }
  const digits = unit === 0 || value >= 100 ? 0 : 1;
  return `${value.toFixed(digits).replace(/\.0$/, "")} ${UNITS[unit]}`;
}

/** 3:07 or 1:02:03. */
export function lengthWords(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const two = (n: number) => String(n).padStart(2, "0");
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}

/** A name in two parts of which only the first may be shortened: the end tells what it is. */
export function splitName(name: string): [string, string] {
  const letters = [...name];
  const dot = letters.lastIndexOf(".");
  const ending = dot > 0 && letters.length - dot <= 8 ? letters.length - dot : 0;
  const tail = Math.min(letters.length, ending + 4);
  if (letters.length <= tail + 4) return [name, ""];
  return [letters.slice(0, -tail).join(""), letters.slice(-tail).join("")];
}

export type FileLook = { label: string; tone: "red" | "blue" | "green" | "amber" | "plain" };

const LOOKS: [RegExp, FileLook][] = [
  [/^pdf$/, { label: "PDF", tone: "red" }],
  [/^(docx?|wps|rtf|odt)$/, { label: "DOC", tone: "blue" }],
  [/^(xlsx?|et|csv|ods)$/, { label: "XLS", tone: "green" }],
  [/^(pptx?|dps|odp|key)$/, { label: "PPT", tone: "amber" }],
  [/^(zip|rar|7z|tar|t?gz|bz2|xz|zst)$/, { label: "ZIP", tone: "amber" }],
  [/^(txt|md|log|json|xml|ya?ml|ini|toml)$/, { label: "TXT", tone: "plain" }],
];

/** What the tile of a file says about its kind. */
export function lookOf(file: FileRef): FileLook {
  const ending = endingOf(file.name);
  for (const [endings, look] of LOOKS) if (endings.test(ending)) return look;
  if (file.media === "image") return { label: "IMG", tone: "blue" };
  if (file.media === "audio" || file.media === "voice") return { label: "MP3", tone: "green" };
  if (file.media === "video") return { label: "MP4", tone: "blue" };
  return { label: /^[a-z0-9]{1,4}$/.test(ending) ? ending.toUpperCase() : "FILE", tone: "plain" };
}

export function endingOf(name: string): string {
  const dot = name.lastIndexOf(".");
  return dot > 0 ? name.slice(dot + 1).toLowerCase() : "";
}

/** Shown as a picture: previews exist, so what is shown was made by the server. */
export function isPicture(file: FileRef): boolean {
  return file.media === "image" && file.preview;
}

export interface Frame {
  width: number;
  height: number;
}

const ALONE = 320;
const LEAST = 96;

/** The place of a single picture, known before it is there, so that nothing moves when it comes. */
export function frameOf(file: FileRef): Frame {
  const { width, height } = file;
  if (width === null || height === null || width <= 0 || height <= 0) return { width: 240, height: 180 };
  const scale = Math.min(1, ALONE / width, ALONE / height);
  // A very long or flat picture is cut at its edges rather than shown as a thread.
  return {
    width: Math.max(LEAST, Math.round(width * scale)),
    height: Math.max(LEAST, Math.round(height * scale)),
  };
}

/** Columns of several pictures: two by two, else three. */
export function columnsOf(count: number): number {
  if (count <= 1) return 1;
  return count === 2 || count === 4 ? 2 : 3;
}

/** The largest file that is held in memory to be checked; larger ones the browser saves itself. */
export const CHECKED_SIZE = 50 * 1024 * 1024;

const READABLE = /^(txt|md|log|json|xml|ya?ml|ini|toml|csv|sql|go|ts|js|py|java|c|h|cpp|sh|css|html?)$/;

/** How a file can be read without saving it; null when it cannot. */
export function readingOf(file: FileRef): "pdf" | "text" | null {
  const ending = endingOf(file.name);
  if (file.size > CHECKED_SIZE) return null;
  if (ending === "pdf" && file.mime === "application/pdf") return "pdf";
  if (READABLE.test(ending) && file.size <= 2 * 1024 * 1024) return "text";
  return null;
}
