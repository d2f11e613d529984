import "../socketEvents";
import { call, type Me } from "../../../platform/api";
import { type SocketEventName, type SocketEvents, socket, watchPresence } from "../../../platform/socket";
import { alertFor } from "../alerts/alerts";
import { heardDraft } from "../model/composing";
import * as inbox from "../model/inbox";
import type { MarkChange } from "../model/marks";
import { readByPeer, staleReads } from "../model/timeline";
import type { Message } from "../model/types";
import { useComposers } from "./composerStore";
import { conversationOf, useInbox } from "./inboxStore";
import { serverClock } from "./now";
import { onSent, openOutgoing, outgoing } from "./outgoing";
import { useSigns } from "./signs";
import { useTimelines } from "./timelineStore";
import { useView } from "./view";

const READS_EVERY_MS = 2_000;

/** Keeps all stores of this feature in step with the server while somebody is signed in. */
export function startSync(me: string): () => void {
  useInbox.getState().start(me);
  useTimelines.getState().start(me);
  useSigns.getState().clear();
  useComposers.getState().start(me);
  const closeOutgoing = openOutgoing(me);
  onSent((message) => hear(message, false));
  const sweeper = window.setInterval(() => useSigns.getState().sweep(), 2_000);
  const offs = [socket.onHello(onHello), ...listeners()];
  socket.connect();
  void setClock();
  // The list does not wait for the socket: without it one can still read and write.
  void useInbox.getState().load("all");
  const stopKeeping = keepLate(me);
  return () => {
    stopKeeping();
    for (const off of offs) off();
    window.clearInterval(sweeper);
    closeOutgoing();
    socket.disconnect();
  };
}

/** What is seen is kept for reading without a network; nobody waits for that to begin. */
function keepLate(me: string): () => void {
  let stop = () => {};
  let over = false;
  void import("./keeping").then(({ startKeeping }) => {
    if (!over) stop = startKeeping(me);
  });
  return () => {
    over = true;
    stop();
  };
}

/** Countdowns follow the server's clock, whatever this machine believes. */
async function setClock(): Promise<void> {
  const sentAt = Date.now() * 1000;
  try {
    const { server_at } = await call<Me>("GET", "/session");
    serverClock.learn(server_at, sentAt, Date.now() * 1000);
  } catch {
    // The machine's own clock is the second best; a refusal by the server is still the last word.
  }
}

function onHello(reset: boolean): void {
  if (reset) {
    void useInbox.getState().reload();
    useTimelines.getState().reset(useView.getState().openId);
  }
  outgoing.wake();
}

function on<K extends SocketEventName>(name: K, listener: (data: SocketEvents[K]) => void): () => void {
  return socket.on(name, (data) => listener(data as SocketEvents[K]));
}

function listeners(): (() => void)[] {
  const happen = (e: { conversation_id: string }, change: MarkChange) =>
    useTimelines.getState().happen(e.conversation_id, change);
  const refresh = (e: { conversation_id: string }) => void useInbox.getState().refresh(e.conversation_id);
  return [
    on("message.created", (e) => hear(e.message, true)),
    on("message.changed", (e) => {
      useTimelines.getState().hear(e.message);
      useInbox.getState().change((i) => inbox.withChangedMessage(i, e.message));
    }),
    on("message.reacted", (e) => happen(e, { kind: "reacted", ...e })),
    on("star.changed", (e) => happen(e, { kind: "starred", seq: e.seq, on: e.on })),
    on("receipt.changed", (e) => happen(e, { kind: "receipt", ...e })),
    on("conversation.changed", refresh),
    on("conversation.added", refresh),
    on("conversation.removed", (e) => {
      useInbox.getState().change((i) => inbox.without(i, e.conversation_id));
    }),
    on("read.mine", (e) => {
      useInbox.getState().change((i) => inbox.withRead(i, e.conversation_id, e.read_seq, e.unread, e.marked_unread));
    }),
    on("read.others", (e) => readByOther(e.conversation_id, e.account_id, e.read_seq)),
    on("draft.changed", (e) => {
      const { conversation_id: id, text, updated_at } = e;
      useInbox.getState().change((i) => inbox.withDraft(i, id, { text, updated_at }));
      const typing =
        useView.getState().openId === id &&
        document.hasFocus() &&
        document.activeElement?.matches("textarea, [contenteditable]") === true;
      useComposers.getState().change(id, (c) => heardDraft(c, text, updated_at, typing));
    }),
    on("typing", (e) => useSigns.getState().type(e.conversation_id, e.account_id, e.name)),
    on("presence", (e) => useSigns.getState().setPresence([[e.account_id, e.presence]])),
  ];
}

function hear(message: Message, alert: boolean): void {
  const id = message.conversation_id;
  const known = conversationOf(id);
  if (message.sender_id !== null) useSigns.getState().silence(id, message.sender_id);
  useTimelines.getState().hear(message);
  // Whoever answers has read what stands before.
  if (message.sender_id !== null) readByOther(id, message.sender_id, message.seq - 1);
  if (known === undefined) {
    void useInbox
      .getState()
      .refresh(id)
      .then((c) => alert && c !== null && alertFor(message, c));
    return;
  }
  useInbox.getState().change((i) => inbox.withMessage(i, message));
  if (alert) alertFor(message, known);
}

const readTimers = new Map<string, number>();

/**
 * In a direct conversation the position says it all. In a group the frame does not tell how many
 * had read before, so the counts on the screen are asked for again, a little later and once.
 */
function readByOther(id: string, accountId: string, readSeq: number): void {
  const { me, timelines, change, refresh } = useTimelines.getState();
  if (accountId === me) return;
  if (conversationOf(id)?.kind === "direct") {
    change(id, (t) => readByPeer(t, readSeq));
    return;
  }
  if (useView.getState().openId !== id || readTimers.has(id)) return;
  const stale = timelines.get(id);
  if (stale === undefined || staleReads(stale, readSeq) === null) return;
  const timer = window.setTimeout(() => {
    readTimers.delete(id);
    const t = useTimelines.getState().timelines.get(id);
    const from = t === undefined ? null : staleReads(t, readSeq);
    if (from !== null) void refresh(id, from - 1);
  }, READS_EVERY_MS);
  readTimers.set(id, timer);
}

/** Whose presence the conversations show: the peers of the list and of the open conversation. */
export function watch(accountIds: string[]): void {
  watchPresence("messages", accountIds);
}
