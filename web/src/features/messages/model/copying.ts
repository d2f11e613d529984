import { momentOf } from "../../../platform/when";
import type { Message } from "./types";

/** One message as it is pasted elsewhere is its words; several stand below each other with name and time. */
export function copyText(messages: Message[], words: (m: Message) => string, zone: string): string {
  const [only] = messages;
  if (only !== undefined && messages.length === 1) return words(only);
  return messages
    .filter((m) => m.recalled === null && m.kind !== "system")
    .map((m) => `${m.sender_name} ${momentOf(zone, m.at)}\n${words(m)}`)
    .join("\n\n");
}
