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

const shared = new Set<string>();

/** Sends what the library has now to the conversation that it was meant for. */
export async function share(state: UploadState): Promise<void> {
  const note = shareNote(state.note);
  const { file, key } = state;
  if (note === null || file === null || shared.has(key)) return;
  shared.add(key);
  const { name, size, mime } = file;
  try {
    outgoing.say(
      note.conversation_id,
      {
        content: { type: "text", nodes: [] },
        corrects_seq: null,
        attachments: [{ key: file.id, name, size, mime, file }],
        ...(note.thread_seq === null ? {} : { extra: { thread_seq: note.thread_seq } }),
      },
      note.client_id,
    );
  } catch {
    shared.delete(key); // the browser's storage is full; the next page tries again
    return;
  }
  await (await uploads()).release(key);
}
