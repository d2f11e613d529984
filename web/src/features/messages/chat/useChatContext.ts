import { useMemo } from "react";
import { useMe } from "../../../platform/api";
import type { Conversation } from "../model/types";
import { usePersonOf } from "../state/people";
import { useRecallWindow } from "../state/recallWindow";
import type { ChatActions, ChatContext } from "./actions";

/** What the rows of a conversation, or of a thread in it, need to know of where they stand. */
export function useChatContext(conversation: Conversation, actions: ChatActions, inThread: boolean): ChatContext {
  const me = useMe();
  const { id } = me.account;
  const { zone } = me.settings;
  const { kind } = conversation;
  const writes = conversation.abilities.includes("message.send");
  const windowSeconds = useRecallWindow();
  const personOf = usePersonOf(conversation);
  return useMemo(
    () => ({
      conversationId: conversation.id,
      me: id,
      zone,
      direct: kind === "direct",
      readable: kind !== "self",
      writes,
      inThread,
      windowSeconds,
      personOf,
      actions,
    }),
    [conversation.id, id, zone, kind, writes, inThread, windowSeconds, personOf, actions],
  );
}
