import type { UploadState } from "../../../../platform/uploads";
import { type Attachment, isPicturePiece } from "../../model/attachments";
import type { FileRef } from "../../model/types";

/** A file that is still here, in the form of one that is at the server; for what shows both. */
export function asFile(attachment: Attachment): FileRef {
  const { key, name, size, mime, file } = attachment;
  if (file !== undefined) return file;
  const media = isPicturePiece(mime) ? "image" : mime.startsWith("video/") ? "video" : "other";
  return {
    id: key,
    name,
    size,
    mime,
    media,
    sha256: "",
    width: null,
    height: null,
    duration_ms: null,
    preview: false,
  };
}

export function isFaulty(state: UploadState | undefined): boolean {
  return state?.phase === "refused" || state?.phase === "absent";
}

/** How much of it is there, 0 to 1; null when there is nothing to wait for. */
export function shareOf(state: UploadState | undefined): number | null {
  if (state === undefined || state.phase === "done" || isFaulty(state)) return null;
  return state.size === 0 ? 1 : Math.min(1, state.sent / state.size);
}

/** Of several files together. */
export function shareOfAll(states: readonly (UploadState | undefined)[], files: readonly Attachment[]): number {
  const total = files.reduce((sum, file) => sum + Math.max(1, file.size), 0);
  const sent = files.reduce((sum, file, at) => sum + Math.max(1, file.size) * (shareOf(states[at]) ?? 1), 0);
  return total === 0 ? 1 : sent / total;
}
