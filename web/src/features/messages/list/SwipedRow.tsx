import type { ReactNode } from "react";
import { type SwipeAction, SwipeRow } from "../../../ui/SwipeRow";
import type { Conversation } from "../model/types";
import { useConversationActs } from "./conversationActs";

const tones = { pin: "plain", mute: "warn", unread: "primary" } as const;

/** A row of the list under a finger. */
export function SwipedRow({ conversation, children }: { conversation: Conversation; children: ReactNode }) {
  const acts = useConversationActs(conversation);
  const actions: SwipeAction[] = acts.map((act) => ({ ...act, tone: tones[act.id] })).reverse();
  return <SwipeRow actions={actions}>{children}</SwipeRow>;
}
