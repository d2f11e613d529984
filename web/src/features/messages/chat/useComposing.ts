import { useCallback, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { messaging } from "../api/messaging";
import type { Attachment, Recording } from "../model/attachments";
import type { Extra } from "../model/composing";
import * as composing from "../model/composing";
import { continued } from "../model/continued";
import { parse, serialise } from "../model/format";
import { mineOf } from "../model/message";
import { isOpen, openUntil } from "../model/recall";
import type { Conversation, Message, TextContent } from "../model/types";
import { boxIdOf, boxOf, useComposers } from "../state/composerStore";
import { conversationOf } from "../state/inboxStore";
import { serverClock } from "../state/now";
import { outgoing } from "../state/outgoing";
import { useTimelines } from "../state/timelineStore";

interface Options {
  conversation: Conversation;
  me: string;
  windowSeconds: number | undefined;
  /** Goes out with the next new message; `onSaid` is the moment to forget it. */
  extra?: Extra | undefined;
  /** Of a thread: it has a box of its own. */
  thread?: number | null | undefined;
  onSaid(): void;
  /** What was to go out has come back into the box, and with it what it answers and asks for. */
  onTakenBack?(extra: Extra): void;
  onEditRefused(error: unknown, message: Message): void;
  onFull(): void;
}

/** Everything that the box of one conversation does: drafts, sending, editing, correcting. */
export function useComposing(options: Options) {
  const { conversation, me, windowSeconds } = options;
  const { id } = conversation;
  const { t } = useTranslation("messages");
  const boxId = boxIdOf(id, options.thread ?? null);
  const box = useComposers((s) => boxOf(s.boxes, boxId));
  const focused = useRef(false);
  const change = useCallback(
    (edit: (c: composing.Composing) => composing.Composing) => useComposers.getState().change(boxId, edit),
    [boxId],
  );

  const draftText = conversation.draft?.text ?? "";
  const draftAt = conversation.draft?.updated_at ?? 0;
  useEffect(() => {
    if (draftAt > 0 && boxId === id) change((c) => composing.heardDraft(c, draftText, draftAt, focused.current));
  }, [id, boxId, draftText, draftAt, change]);
  // Leaving the conversation must not leave the draft behind.
  useEffect(() => () => void useComposers.getState().save(boxId), [boxId]);

  const startEdit = useCallback(
    (message: Message, until: number) => {
      if (message.content?.type !== "text") return;
      const { text, picks } = serialise(message.content.nodes, t("everyone"));
      const files = (message.content.files ?? []).length > 0;
      change((c) => composing.aside(c, { kind: "edit", seq: message.seq, until, files }, text, picks));
    },
    [change, t],
  );

  const send = () => {
    const content = { type: "text" as const, nodes: parse(composing.textOf(box), composing.picksOf(box)) };
    if (box.mode.kind === "edit") return void saveEdit(box.mode.seq, content);
    const files = composing.filesOf(box);
    try {
      outgoing.say(id, {
        content,
        ...(files.length === 0 ? {} : { attachments: [...files] }),
        corrects_seq: box.mode.kind === "correct" ? box.mode.seq : null,
        extra: extra(),
      });
    } catch {
      return options.onFull();
    }
    change(composing.emptied);
    options.onSaid();
  };

  const extra = (): Extra => ({
    ...options.extra,
    ...(options.thread == null ? {} : { thread_seq: options.thread }),
  });

  /** A voice goes out by itself; what stands in the box stays there. */
  const sendVoice = (attachment: Attachment, recording: Recording) => {
    try {
      const content = { type: "text" as const, nodes: [] };
      outgoing.say(id, { content, corrects_seq: null, extra: extra(), attachments: [attachment], recording });
    } catch {
      return options.onFull();
    }
    options.onSaid();
  };

  const saveEdit = async (seq: number, content: TextContent) => {
    try {
      const message = await messaging.editMessage(id, seq, content);
      useTimelines.getState().hear(message);
      change(composing.back);
    } catch (error) {
      const message = useTimelines
        .getState()
        .timelines.get(id)
        ?.messages.find((m) => m.seq === seq);
      if (message !== undefined) options.onEditRefused(error, message);
    }
  };

  /** The last own message, while it can still be edited. */
  const editLast = (): boolean => {
    const messages = useTimelines.getState().timelines.get(id)?.messages ?? [];
    for (let at = messages.length - 1; at >= Math.max(0, messages.length - 30); at--) {
      const message = messages[at] as Message;
      if (!mineOf(message, me) || message.recalled !== null) continue;
      if (options.thread != null && message.thread_seq !== options.thread) continue;
      const until = openUntil(message, me, windowSeconds);
      if (until === null || !isOpen(until, serverClock.now())) return false;
      startEdit(message, until);
      return true;
    }
    return false;
  };

  return {
    box,
    thread: options.thread ?? null,
    change,
    send,
    sendVoice,
    editLast,
    startEdit,
    startCorrection: (message: Message) => {
      if (message.content?.type !== "text") return;
      const { text, picks } = serialise(message.content.nodes, t("everyone"));
      change((c) => composing.aside(c, { kind: "correct", seq: message.seq }, text, picks));
    },
    reedit: (message: Message) => {
      if (message.content?.type !== "text") return;
      const { nodes, files = [] } = message.content;
      // Its files are at the server still and go out again as they are.
      const again = files.map((file) => ({ key: file.id, name: file.name, size: file.size, mime: file.mime, file }));
      change((c) => composing.attached(continued(c, nodes, t("everyone")), again));
    },
    /** A message that has not gone out comes back into the box. */
    takeBack: (pendingId: string) => {
      const said = outgoing.takeBack(pendingId);
      if (said === null || said.recording !== undefined) return;
      options.onTakenBack?.(said.extra ?? {});
      const { nodes } = said.content;
      change((c) => composing.attached(continued(c, nodes, t("everyone")), said.attachments ?? []));
    },
    cancel: () => change(composing.back),
    onFocus: () => {
      focused.current = true;
    },
    onBlur: () => {
      focused.current = false;
      const draft = conversationOf(id)?.draft;
      if (draft && boxId === id) change((c) => composing.heardDraft(c, draft.text, draft.updated_at, false));
      void useComposers.getState().save(boxId);
    },
  };
}
