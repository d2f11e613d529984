import { mineOf } from "./message";
import { mentions } from "./text";
import type { Conversation, Draft, Filter, Message } from "./types";

/** All conversations that this client knows, by id. The order is a view, never stored. */
export interface Inbox {
  me: string;
  byId: ReadonlyMap<string, Conversation>;
}

export function emptyInbox(me: string): Inbox {
  return { me, byId: new Map() };
}

/** Rows from the server are the truth, except where a message was heard after they were read. */
export function merged(inbox: Inbox, items: Conversation[]): Inbox {
  const byId = new Map(inbox.byId);
  for (const item of items) {
    const known = byId.get(item.id);
    byId.set(item.id, known === undefined ? item : fresher(known, item));
  }
  return { ...inbox, byId };
}

/** After a reset only what the server lists exists; what was heard meanwhile is still newer. */
export function replacedBy(inbox: Inbox, items: Conversation[]): Inbox {
  const listed = new Map(items.map((item) => [item.id, inbox.byId.get(item.id)] as const));
  const byId = new Map([...listed].flatMap(([id, known]) => (known === undefined ? [] : [[id, known] as const])));
  return merged({ ...inbox, byId }, items);
}

export function without(inbox: Inbox, id: string): Inbox {
  if (!inbox.byId.has(id)) return inbox;
  const byId = new Map(inbox.byId);
  byId.delete(id);
  return { ...inbox, byId };
}

/** Returns the same inbox when the conversation is unknown: the caller then fetches it. */
export function withMessage(inbox: Inbox, message: Message): Inbox {
  return patched(inbox, message.conversation_id, (c) => {
    if (message.seq < c.last_seq) return c;
    if (message.seq === c.last_seq) return { ...c, last_message: message };
    const mine = mineOf(message, inbox.me);
    // An own message is read by its author, and so is all that stood before it.
    const read_seq = mine ? message.seq : c.read_seq;
    return {
      ...c,
      last_seq: message.seq,
      last_message: message,
      last_at: Math.max(c.last_at, message.at),
      read_seq,
      unread: mine ? 0 : c.unread + (message.seq - c.last_seq),
      marked_unread: mine ? false : c.marked_unread,
      mentioned: mine ? false : c.mentioned || mentions(message.content, inbox.me),
    };
  });
}

/** A changed message only matters here when it is the one that the row shows. */
export function withChangedMessage(inbox: Inbox, message: Message): Inbox {
  return patched(inbox, message.conversation_id, (c) =>
    c.last_message?.seq === message.seq ? { ...c, last_message: message } : c,
  );
}

/** Marking as unread does not take reading back: then the count alone tells where it begins. */
export function firstUnread(c: Conversation): number {
  return c.last_seq - c.unread + 1;
}

export function withRead(inbox: Inbox, id: string, readSeq: number, unread?: number, marked = false): Inbox {
  return patched(inbox, id, (c) => {
    const left = unread ?? Math.max(0, c.last_seq - readSeq);
    return {
      ...c,
      read_seq: readSeq,
      unread: left,
      marked_unread: marked,
      mentioned: left > 0 && readSeq < c.last_seq ? c.mentioned : false,
    };
  });
}

export function withDraft(inbox: Inbox, id: string, draft: Draft | null): Inbox {
  return patched(inbox, id, (c) => {
    if (draft !== null && c.draft !== null && c.draft.updated_at > draft.updated_at) return c;
    return { ...c, draft: draft === null || draft.text === "" ? null : draft };
  });
}

export function patched(inbox: Inbox, id: string, change: (c: Conversation) => Conversation): Inbox {
  const before = inbox.byId.get(id);
  if (before === undefined) return inbox;
  const after = change(before);
  if (after === before) return inbox;
  return { ...inbox, byId: new Map(inbox.byId).set(id, after) };
}

/** Pinned first, then the newest; the id settles what is equal, so that rows never dance. */
export function ordered(inbox: Inbox, filter: Filter): Conversation[] {
  return [...inbox.byId.values()]
    .filter((c) => passes(c, filter))
    .sort((a, b) => Number(b.pinned) - Number(a.pinned) || b.last_at - a.last_at || (a.id < b.id ? 1 : -1));
}

export function passes(c: Conversation, filter: Filter): boolean {
  switch (filter) {
    case "all":
      return true;
    case "unread":
      return c.unread > 0 || c.marked_unread;
    case "mentioned":
      return c.mentioned;
    case "groups":
      return c.kind === "group";
  }
}

/** What one row adds to the badge: muted conversations only count when somebody is mentioned. */
export function badgeOf(c: Conversation): number {
  if (c.muted) return c.mentioned ? 1 : 0;
  return c.unread > 0 ? c.unread : c.marked_unread ? 1 : 0;
}

export function badgeTotal(inbox: Inbox): number {
  let total = 0;
  for (const c of inbox.byId.values()) total += badgeOf(c);
  return total;
}

function fresher(known: Conversation, item: Conversation): Conversation {
  if (item.last_seq >= known.last_seq) return item;
  return {
    ...item,
    last_seq: known.last_seq,
    last_message: known.last_message,
    last_at: known.last_at,
    unread: known.read_seq >= item.read_seq ? known.unread : item.unread + (known.last_seq - item.last_seq),
    mentioned: item.mentioned || known.mentioned,
  };
}
