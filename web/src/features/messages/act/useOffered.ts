import { useChat } from "../chat/actions";
import { type Action, actionsFor } from "../model/actions";
import type { Message } from "../model/types";
import { copiesImages } from "./copyImage";

/** What may be done with a message at this moment, by this person, in this browser. */
export function useOffered(message: Message, now: number): Action[][] {
  const { me, windowSeconds, writes, inThread } = useChat();
  return actionsFor(message, { me, now, windowSeconds, writes, inThread, images: copiesImages() });
}
