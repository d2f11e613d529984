import type { FileRef, ProblemBody } from "../api";

/** What a file is uploaded for; the server's limits and checks depend on it. */
export type Purpose = "message" | "voice" | "library";

/** Where an upload stands, as it is kept on this device. Instants are microseconds, UTC. */
export interface UploadRecord {
  key: string;
  purpose: Purpose;
  name: string;
  /** Bytes. */
  size: number;
  /** The kind that the browser believes; may be empty. */
  type: string;
  /** With name and size it tells whether somebody has chosen the same file again. Milliseconds. */
  modified: number;
  created_at: number;
  /** The upload at the server, from when it was created. */
  url: string | null;
  sha256: string | null;
  /** Once the server has all of it and found nothing wrong. */
  file: FileRef | null;
  /** What the server has against it. */
  problem: ProblemBody | null;
  /** What the feature that asked for it wants to know when it is done; plain data. */
  note: unknown;
}

export type Phase =
  /** Others come first. */
  | "waiting"
  /** The checksum is being reckoned. */
  | "preparing"
  | "sending"
  /** All is sent; the server looks at it. */
  | "checking"
  /** No answer; it goes on by itself. */
  | "offline"
  | "done"
  | "refused"
  /** Its bytes are not on this device: somebody must choose the file again. */
  | "absent";

export interface UploadState {
  key: string;
  purpose: Purpose;
  name: string;
  size: number;
  type: string;
  created_at: number;
  phase: Phase;
  /** Bytes that the server has. */
  sent: number;
  file: FileRef | null;
  problem: ProblemBody | null;
  note: unknown;
}

/** Larger files are not copied into the browser's storage, and not read a second time for a checksum. */
export const KEPT_SIZE = 50 * 1024 * 1024;

export function stateOf(record: UploadRecord, phase: Phase, sent = 0): UploadState {
  const { key, purpose, name, size, type, created_at, file, problem, note } = record;
  return { key, purpose, name, size, type, created_at, phase, sent, file, problem, note };
}

export function isUnderway(phase: Phase): boolean {
  return phase !== "done" && phase !== "refused" && phase !== "absent";
}

/** Whether somebody has chosen the file again from which an upload was begun. */
export function isSameFile(record: Pick<UploadRecord, "name" | "size" | "modified">, file: File): boolean {
  return record.name === file.name && record.size === file.size && record.modified === file.lastModified;
}

/** What an attempt that failed means for the upload. */
export type Verdict =
  | { kind: "again"; afterMs: number }
  /** The server has forgotten the upload: it begins anew. */
  | { kind: "anew" }
  | { kind: "refused"; problem: ProblemBody };

/** Status zero means that no answer came. */
export function judge(status: number, problem: ProblemBody | null): Verdict {
  if (status === 404 || status === 410) return { kind: "anew" };
  if (status === 429) {
    const after = Number(problem?.params?.retry_after_s ?? 2);
    return { kind: "again", afterMs: Math.max(1, after) * 1000 };
  }
  // 401: the page goes to the login and the upload on from there. 409: another piece came first.
  const passing =
    status === 0 || status === 401 || status === 408 || status === 409 || status === 423 || status === 425;
  if (passing || (status >= 500 && status !== 507)) return { kind: "again", afterMs: 0 };
  return { kind: "refused", problem: problem ?? { status, code: "internal", detail: "" } };
}
