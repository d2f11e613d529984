import { messaging } from "../api/messaging";
import { patched } from "../model/inbox";
import type { Conversation } from "../model/types";
import { conversationOf, useInbox } from "./inboxStore";

/** Shows a change at once and takes it back when the server refuses it. */
async function optimistic(c: Conversation, change: Partial<Conversation>, tell: () => Promise<unknown>): Promise<void> {
  const before = conversationOf(c.id) ?? c;
  const undo: Partial<Conversation> = Object.fromEntries(
    Object.keys(change).map((key) => [key, before[key as keyof Conversation]]),
  );
  const apply = (over: Partial<Conversation>) =>
    useInbox.getState().change((i) => patched(i, c.id, (now) => ({ ...now, ...over })));
  apply(change);
  try {
    await tell();
  } catch (error) {
    apply(undo);
    throw error;
  }
}

export function setPreference(c: Conversation, change: { muted?: boolean; pinned?: boolean }): Promise<void> {
  return optimistic(c, change, () => messaging.setPreferences(c.id, change));
}

export function markUnread(c: Conversation): Promise<void> {
  return optimistic(c, { marked_unread: true }, () => messaging.markUnread(c.id));
}

export function markRead(c: Conversation): Promise<void> {
  const change = { read_seq: c.last_seq, unread: 0, marked_unread: false, mentioned: false };
  return optimistic(c, change, () => messaging.markRead(c.id, c.last_seq));
}

/** Opens (and makes, if need be) the conversation with a person; one's own id opens the notes. */
export async function openDirect(accountId: string): Promise<Conversation> {
  return remember(await messaging.openDirect(accountId));
}

export async function createGroup(name: string, memberIds: string[]): Promise<Conversation> {
  return remember(await messaging.createGroup(name, memberIds));
}

export async function renameGroup(id: string, name: string): Promise<void> {
  remember(await messaging.renameGroup(id, name));
}

function remember(c: Conversation): Conversation {
  useInbox.getState().merge([c]);
  return c;
}
