import { useSyncExternalStore } from "react";
import { Outbox, type OutboxItem, type Outcome, type QueueItem } from "../../../platform/outbox";
import { openUploads, useUploadStates } from "../../../platform/uploads";
import { messaging } from "../api/messaging";
import type { Attachment, Recording } from "../model/attachments";
import type { Extra } from "../model/composing";
import type { Pending } from "../model/rows";
import type { TextContent } from "../model/types";
import { keptDrafts } from "./keptDrafts";
import { useTimelines } from "./timelineStore";

/** What this person has said and the server has not yet acknowledged, for all conversations. */
export interface Said {
  content: TextContent;
  corrects_seq: number | null;
  // The rest is missing in what an older version of the page has stored.
  extra?: Extra;
  /** They go up first; the message waits for them, and what was said after it waits too. */
  attachments?: Attachment[];
  /** The one attachment is a voice, and the message is it. */
  recording?: Recording;
}

let outbox: Outbox<Said> | null = null;
const none: readonly OutboxItem<Said>[] = [];
/** Messages that wait for their files in this tab. */
const carrying = new Map<string, AbortController>();

export function openOutgoing(me: string): () => void {
  const own = new Outbox<Said>(me, send);
  outbox = own;
  const closeUploads = openUploads(me, () => {
    const said = own.snapshot().flatMap((item) => item.body.attachments ?? []);
    const begun = [...keptDrafts(me).values()].flatMap((draft) => draft.files);
    return new Set([...said, ...begun].map((file) => file.key));
  });
  own.open();
  const changed = () => {
    for (const [id, wait] of carrying) if (own.get(id) === null) wait.abort();
    for (const watcher of watchers) watcher();
  };
  changed();
  const stop = own.subscribe(changed);
  const stopSettling = useUploadStates.subscribe(({ states }) => {
    for (const state of states.values()) {
      if (state.file !== null && state.purpose === "library") void import("./sharing").then((m) => m.settle(state));
    }
  });
  return () => {
    stop();
    stopSettling();
    own.close();
    closeUploads();
    if (outbox === own) outbox = null;
  };
}

export const outgoing = {
  /** Throws when the browser's storage is full. With an id, saying it again says nothing new. */
  say(conversationId: string, said: Said, id?: string): void {
    outbox?.add(conversationId, said, id);
  },
  retry(id: string): void {
    const files = filesOf(id);
    if (files.length === 0) outbox?.retry(id);
    else void withFiles((f) => f.retryCarrying(files)).then(() => outbox?.retry(id));
  },
  discard(id: string): void {
    const files = filesOf(id);
    outbox?.discard(id);
    if (files.length > 0) void withFiles((f) => f.dropCarried(files, false));
  },
  /** Takes a message out that waits for its files, to be written on; null when it is too late. */
  takeBack(id: string): Said | null {
    const item = outbox?.get(id) ?? null;
    if (item === null || (item.state === "queued" && posting.has(id))) return null;
    outbox?.discard(id);
    return item.body;
  },
  wake: () => outbox?.wake(),
};

const filesOf = (id: string) => outbox?.get(id)?.body.attachments ?? [];

async function withFiles<T>(work: (files: typeof import("./carrying")) => Promise<T>): Promise<T | undefined> {
  try {
    return await work(await import("./carrying"));
  } catch {
    return undefined; // the part could not be fetched: what was wanted is tried again with the next attempt
  }
}

/** Messages whose request is under way: from here on they may be there. */
const posting = new Set<string>();
/** Messages whose files the server had lost once; a second time is told. */
const renewed = new Set<string>();

async function send(item: QueueItem<Said>): Promise<Outcome> {
  const { attachments = [] } = item.body;
  let ids: string[] = [];
  if (attachments.length > 0) {
    const carried = await carriedOr(item.id, attachments);
    if ("outcome" in carried) return carried.outcome;
    ids = carried.ids;
  }
  posting.add(item.id);
  try {
    const outcome = await post(item, ids);
    if (outcome.kind === "done" && attachments.length > 0) void withFiles((f) => f.dropCarried(attachments, true));
    if (outcome.kind !== "refused" || outcome.problem.code !== "file.not_usable" || renewed.has(item.id))
      return outcome;
    renewed.add(item.id);
    await withFiles((f) => f.carryAgain(attachments));
    return { kind: "unknown" };
  } finally {
    posting.delete(item.id);
  }
}

/** The files of a message at the server; done at once when the message is taken out meanwhile. */
async function carriedOr(id: string, attachments: Attachment[]): Promise<{ ids: string[] } | { outcome: Outcome }> {
  const wait = new AbortController();
  carrying.set(id, wait);
  const takenOut = new Promise<{ outcome: Outcome }>((resolve) => {
    wait.signal.addEventListener("abort", () => resolve({ outcome: { kind: "done" } }));
  });
  try {
    const carried = withFiles((f) => f.carry(attachments));
    return (await Promise.race([carried, takenOut])) ?? { outcome: { kind: "unknown" } };
  } finally {
    carrying.delete(id);
  }
}

async function post({ id, lane, body }: QueueItem<Said>, fileIds: string[]): Promise<Outcome> {
  const { content, recording, corrects_seq, extra } = body;
  const { outcome, message } = await messaging.sendMessage(lane, {
    client_id: id,
    content:
      recording === undefined
        ? { type: "text", nodes: content.nodes, ...(fileIds.length === 0 ? {} : { file_ids: fileIds }) }
        : { type: "voice", file_id: fileIds[0] ?? "", wave: recording.wave },
    ...(corrects_seq === null ? {} : { corrects_seq }),
    ...extra,
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
      attachments: item.body.attachments ?? [],
      recording: item.body.recording ?? null,
      state: item.state === "failed" ? "failed" : item.sending ? "sending" : "queued",
      problem: item.problem,
    }));
}
