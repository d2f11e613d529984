import { useNavigate } from "@tanstack/react-router";
import { ChevronLeft, CornerUpLeft, X } from "lucide-react";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useMe } from "../../../platform/api";
import { usePhone } from "../../../platform/screen";
import { useConnection } from "../../../platform/socket";
import { Button, ErrorState, IconButton, PaneTitle } from "../../../ui";
import { ChatProvider } from "../chat/actions";
import { ChatBox } from "../chat/ChatBox";
import { ChatSkeleton } from "../chat/ChatSkeleton";
import { MessageList, type Target } from "../chat/MessageList";
import { useAnswering } from "../chat/useAnswering";
import { useChatActions } from "../chat/useChatActions";
import { useChatContext } from "../chat/useChatContext";
import { useComposing } from "../chat/useComposing";
import type { ComposerHandle } from "../composer/Composer";
import { threadRows } from "../model/thread";
import { empty } from "../model/timeline";
import type { Conversation } from "../model/types";
import { pendingIn, useOutgoing } from "../state/outgoing";
import { useRecallWindow } from "../state/recallWindow";
import { useThread } from "../state/thread";
import styles from "./ThreadPanel.module.css";

interface Props {
  conversation: Conversation;
  /** The number of its first message. */
  root: number;
  onClose(): void;
}

const nothing = () => undefined;

/** A thread beside its conversation: the first message, the answers, and a box of its own. */
export function ThreadPanel({ conversation, root, onClose }: Props) {
  const { id } = conversation;
  const { t } = useTranslation(["chat-act", "messages"]);
  const me = useMe();
  const phone = usePhone();
  const navigate = useNavigate();
  const { state: connection } = useConnection();
  const { thread, pending, failed, retry } = useThread(id, root);
  const composer = useRef<ComposerHandle>(null);
  const [target, setTarget] = useState<Target | null>(null);

  // Who opens a thread at a desk comes to answer; the menu that led here gives focus back first.
  useEffect(() => {
    if (!window.matchMedia("(pointer: fine)").matches) return;
    const timer = window.setTimeout(() => composer.current?.focus(), 80);
    return () => window.clearTimeout(timer);
  }, []);

  const inside = (seq: number) => seq === root || thread.replies.some((m) => m.seq === seq);
  const inConversation = useCallback(
    (seq: number) =>
      void navigate({
        to: "/messages/$conversationId",
        params: { conversationId: id },
        search: phone ? { seq } : { seq, thread: root },
      }),
    [navigate, id, phone, root],
  );
  const jump = async (seq: number) => {
    if (inside(seq)) setTarget((before) => ({ seq, ask: (before?.ask ?? 0) + 1 }));
    else inConversation(seq);
    return true;
  };

  const { extra, above, tools, answer, said, restore } = useAnswering(conversation, root, composer);
  const composing = useComposing({
    conversation,
    me: me.account.id,
    windowSeconds: useRecallWindow(),
    extra,
    thread: root,
    onSaid: said,
    onTakenBack: restore,
    onEditRefused: (error, message) => dialogs.refuse("edit", error, message),
    onFull: () => dialogs.fail(t("messages:composer.storage_full")),
  });
  const openThread = nothing;
  const { actions, dialogs } = useChatActions({ composing, composer, jump, answer, openThread, hold: nothing });
  const context = useChatContext(conversation, actions, true);

  const waiting = useOutgoing();
  const { zone } = me.settings;
  const rows = useMemo(() => {
    const said = pendingIn(waiting, id).filter((p) => p.extra.thread_seq === root);
    return threadRows(thread, { timeline: empty(id, me.account.id), pending: said, me: me.account.id, zone });
  }, [thread, waiting, id, root, me.account.id, zone]);

  return (
    <ChatProvider value={context}>
      <aside className={styles.panel} aria-label={t("thread.title")}>
        <header className={styles.header}>
          {phone && (
            <IconButton label={t("messages:chat.back")} onClick={onClose} className={styles.back}>
              <ChevronLeft size={24} aria-hidden />
            </IconButton>
          )}
          <PaneTitle level={2}>{t("thread.title")}</PaneTitle>
          <span className={styles.gap} />
          <IconButton label={t("thread.in_conversation")} onClick={() => inConversation(root)}>
            <CornerUpLeft size={20} strokeWidth={1.75} aria-hidden />
          </IconButton>
          {!phone && (
            <IconButton label={t("thread.close")} onClick={onClose}>
              <X size={20} strokeWidth={1.75} aria-hidden />
            </IconButton>
          )}
        </header>
        {failed && thread.root === null ? (
          <div className={styles.center}>
            <ErrorState
              title={t("thread.failed")}
              action={<Button onClick={retry}>{t("messages:chat.retry")}</Button>}
            />
          </div>
        ) : pending ? (
          <ChatSkeleton />
        ) : (
          <MessageList
            rows={rows}
            offline={connection === "offline" || connection === "reconnecting"}
            joined={false}
            target={target}
            newCount={0}
            following
            loadingOlder={false}
            onOlder={nothing}
            onNewer={nothing}
            onNewest={nothing}
            onSeen={nothing}
          />
        )}
        <ChatBox
          conversation={conversation}
          composing={composing}
          composer={composer}
          placeholder={t("thread.placeholder")}
          above={above}
          tools={tools}
        />
        {dialogs.element}
      </aside>
    </ChatProvider>
  );
}
