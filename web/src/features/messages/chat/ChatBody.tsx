import { useTranslation } from "react-i18next";
import { Button, EmptyState, ErrorState } from "../../../ui";
import type { Row } from "../model/rows";
import { hasNewer, type Timeline } from "../model/timeline";
import type { Conversation } from "../model/types";
import { type Load, useTimelines } from "../state/timelineStore";
import styles from "./ChatPane.module.css";
import { ChatSkeleton } from "./ChatSkeleton";
import type { FirstNew } from "./history/FirstUnread";
import { MessageList, type Target } from "./MessageList";

interface Props {
  conversation: Conversation;
  timeline: Timeline;
  load: Load;
  rows: Row[];
  target: Target | null;
  offline: boolean;
  firstNew: FirstNew | null;
  onFirstNew(seq: number): void;
  onSeen(seq: number, atEnd: boolean): void;
}

/** The messages, or what stands in their place while there are none. */
export function ChatBody({ conversation, timeline, load, rows, target, offline, firstNew, onFirstNew, onSeen }: Props) {
  const { t } = useTranslation("messages");
  const { id } = conversation;
  const store = useTimelines.getState();
  if (!timeline.loaded && load.failed !== null) {
    return (
      <div className={styles.center}>
        <ErrorState
          title={t(load.failed === "gone" ? "chat.gone" : "chat.load_failed")}
          action={
            load.failed === "gone" ? null : <Button onClick={() => void store.open(id)}>{t("chat.retry")}</Button>
          }
        />
      </div>
    );
  }
  if (!timeline.loaded) return <ChatSkeleton />;
  if (rows.length === 0) {
    return (
      <div className={styles.center}>
        <EmptyState
          title={t("chat.empty")}
          text={t(conversation.kind === "self" ? "chat.empty_self" : "chat.empty_hint")}
        />
      </div>
    );
  }
  return (
    <>
      {load.failed === "older" && (
        <button type="button" className={styles.olderFailed} onClick={() => void store.older(id)}>
          {t("chat.more_failed")} · {t("chat.retry")}
        </button>
      )}
      <MessageList
        rows={rows}
        offline={offline}
        joined={conversation.my_from_seq > 1}
        target={target}
        firstNew={firstNew}
        onFirstNew={onFirstNew}
        newCount={Math.max(0, conversation.unread)}
        following={timeline.following && !hasNewer(timeline)}
        loadingOlder={load.older}
        onOlder={() => load.failed !== "older" && void store.older(id)}
        onNewer={() => void store.newer(id)}
        onNewest={() => void store.newest(id)}
        onSeen={onSeen}
      />
    </>
  );
}
