import { isPicture } from "./files";
import type { Place } from "./links";
import type { FileRef, Message, RecordContent } from "./types";

/** One picture among those that are looked through. */
export interface Picture {
  key: string;
  place: Place;
  file: FileRef;
  from: string;
  at: number;
}

/** All pictures of the loaded messages of a conversation, the oldest first. */
export function picturesOf(messages: Message[]): Picture[] {
  return messages.flatMap((m) => {
    if (m.recalled !== null || m.content?.type !== "text") return [];
    const place: Place = { kind: "message", conversation_id: m.conversation_id, seq: m.seq };
    return among(m.content.files ?? [], place, String(m.seq), m.sender_name, m.at);
  });
}

/** All pictures of a forwarded record, in the order of reading, without those of records within it. */
export function picturesIn(record: RecordContent, place: Place): Picture[] {
  return record.items.flatMap((item, at) =>
    item.content.type === "text" ? among(item.content.files ?? [], place, String(at), item.sender_name, item.at) : [],
  );
}

function among(files: FileRef[], place: Place, prefix: string, from: string, at: number): Picture[] {
  return files.filter(isPicture).map((file) => ({ key: pictureKey(prefix, file), place, file, from, at }));
}

export function pictureKey(prefix: string | number, file: { id: string }): string {
  return `${prefix}/${file.id}`;
}
