import type { ForwardMode, ForwardTarget } from "./acting";
import type { Conversation, Message, Person } from "./types";

export const MAX_TARGETS = 20;

/** As many messages as one forward may make. */
export const MAX_COPIES = 500;

/** Whom one forwards to: a conversation that is known here, or a person. */
export interface Target {
  key: string;
  conversation: Conversation | null;
  person: Person | null;
}

export function ofConversation(c: Conversation): Target {
  // The conversation with a person and the person are the same target.
  return { key: c.kind === "direct" && c.peer !== null ? c.peer.id : c.id, conversation: c, person: c.peer };
}

export function ofPerson(person: Person): Target {
  return { key: person.id, conversation: null, person };
}

export function addressOf(target: Target): ForwardTarget {
  if (target.conversation !== null) return { conversation_id: target.conversation.id };
  return { account_id: target.person?.id ?? target.key };
}

/** Ticks or unticks; the same list where no more targets can be taken. */
export function toggledTarget(list: Target[], target: Target): Target[] {
  if (list.some((t) => t.key === target.key)) return list.filter((t) => t.key !== target.key);
  return list.length >= MAX_TARGETS ? list : [...list, target];
}

/** Conversations by name and by who is on the other side; the newest first, as they come. */
export function foundIn(conversations: Conversation[], query: string, selfName: string): Conversation[] {
  const needle = query.trim().toLowerCase();
  const name = (c: Conversation) =>
    c.kind === "self" ? selfName : c.kind === "direct" ? (c.peer?.name ?? "") : c.name;
  return conversations.filter((c) => c.abilities.includes("message.send") && name(c).toLowerCase().includes(needle));
}

/** What of a choice can be passed on: neither what is gone nor what the house itself said. */
export function forwardable(messages: Message[]): Message[] {
  return messages
    .filter((m) => m.kind !== "system" && m.recalled === null && m.content !== null)
    .sort((a, b) => a.seq - b.seq);
}

/** How many messages will be made: each needs an id of its own, so that a retry makes no second. */
export function copies(mode: ForwardMode, messages: number, targets: number): number {
  return mode === "merged" ? targets : targets * messages;
}
