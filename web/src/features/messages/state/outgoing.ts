import { useSyncExternalStore } from "react";
import { Outbox, type OutboxItem, type QueueItem } from "../../../platform/outbox";
import { messaging } from "../api/messaging";
import type { Extra } from "../model/composing";
import type { Pending } from "../model/rows";
import type { TextContent } from "../model/types";
import { useTimelines } from "./timelineStore";

/** What this person has said and the server has not yet acknowledged, for all conversations. */
interface Said {
  content: TextContent;
  corrects_seq: number | null;
  /** Missing in what an older version of the page has stored. */
  extra?: Extra;
}

let outbox: Outbox<Said> | null = null;
const none: readonly OutboxItem<Said>[] = [];

export function openOutgoing(me: string): () => void {
  const own = new Outbox<Said>(me, send);
  outbox = own;
  own.open();
  for (const watcher of watchers) watcher();
  const stop = own.subscribe(() => {
    for (const watcher of watchers) watcher();
  });
  return () => {
    stop();
    own.close();
    if (outbox === own) outbox = null;
  };
}

export const outgoing = {
  say(conversationId: string, said: Said): void {
    outbox?.add(conversationId, said);
  },
  retry: (id: string) => outbox?.retry(id),
  discard: (id: string) => outbox?.discard(id),
  wake: () => outbox?.wake(),
};

async function send(item: QueueItem<Said>) {
  const { outcome, message } = await messaging.sendMessage(item.lane, {
    client_id: item.id,
    content: item.body.content,
    ...(item.body.corrects_seq === null ? {} : { corrects_seq: item.body.corrects_seq }),
    ...item.body.extra,
  });
  // Shown before the item leaves the queue, so that the row never flickers away.
  if (message !== null) sent(message);
  return outcome;
}

let sent: (message: NonNullable<Awaited<ReturnType<typeof messaging.sendMessage>>["message"]>) => void = (message) =>
  useTimelines.getState().hear(message);

/** The conversation list wants to know as well; set once by the synchronisation. */
export function onSent(listener: typeof sent): void {
  sent = listener;
}

const watchers = new Set<() => void>();
const subscribe = (watcher: () => void) => {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
};
const snapshot = () => outbox?.snapshot() ?? none;

export function useOutgoing(): readonly OutboxItem<Said>[] {
  return useSyncExternalStore(subscribe, snapshot);
}

export function pendingIn(items: readonly OutboxItem<Said>[], conversationId: string): Pending[] {
  return items
    .filter((item) => item.lane === conversationId)
    .map((item) => ({
      id: item.id,
      at: item.created_at,
      content: item.body.content,
      corrects_seq: item.body.corrects_seq,
      extra: item.body.extra ?? {},
      state: item.state === "failed" ? "failed" : item.sending ? "sending" : "queued",
      problem: item.problem,
    }));
}
