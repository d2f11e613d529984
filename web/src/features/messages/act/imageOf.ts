import { call, type List } from "../../../platform/api";
import type { Message } from "../model/types";

/** The bytes of a message that is one image. */
export async function imageOf(m: Message): Promise<Blob> {
  const file = m.content?.type === "text" ? m.content.files?.[0] : undefined;
  if (file === undefined) throw new Error("no image");
  const place = { kind: "message", conversation_id: m.conversation_id, seq: m.seq };
  const body = { items: [{ place, file_id: file.id, variant: "original" }] };
  const links = await call<List<{ url?: string }>>("POST", "/files/links", { body });
  const answer = await fetch(links.items[0]?.url ?? "");
  if (!answer.ok) throw new Error(`${answer.status}`);
  return answer.blob();
}
