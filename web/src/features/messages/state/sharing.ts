import type { FileRef } from "../../../platform/api";
import { queryClient } from "../../../platform/queries";
import { type UploadState, uploads } from "../../../platform/uploads";
import { outgoing } from "./outgoing";

/** What becomes of a file that was too large for a message, once the library has it. */
export interface ShareNote {
  kind: "share";
  conversation_id: string;
  thread_seq: number | null;
  /** Of the message, from the beginning: it goes out once, whoever of this account's pages sends it. */
  client_id: string;
}

export function shareNote(note: unknown): ShareNote | null {
  const found = note as Partial<ShareNote> | null;
  return typeof found === "object" && found?.kind === "share" ? (found as ShareNote) : null;
}

const settled = new Set<string>();

/** The library has a file: it shows it, and who meant to share it has done so now. */
export async function settle(state: UploadState): Promise<void> {
  const { file, key } = state;
  if (file === null || settled.has(key)) return;
  settled.add(key);
  const note = shareNote(state.note);
  try {
    if (note !== null) share(note, file);
  } catch {
    settled.delete(key); // the browser's storage is full; the next page tries again
    return;
  }
  await (await uploads()).release(key);
  await queryClient.invalidateQueries({ queryKey: ["library"] });
}

function share(note: ShareNote, file: FileRef): void {
  const { id, name, size, mime } = file;
  outgoing.say(
    note.conversation_id,
    {
      content: { type: "text", nodes: [] },
      corrects_seq: null,
      attachments: [{ key: id, name, size, mime, file }],
      ...(note.thread_seq === null ? {} : { extra: { thread_seq: note.thread_seq } }),
    },
    note.client_id,
  );
}
