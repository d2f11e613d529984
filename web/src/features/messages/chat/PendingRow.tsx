import { CircleAlert, Clock3 } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Problem, useProblemWords } from "../../../platform/api";
import { late } from "../../../ui";
import { clock } from "../model/calendar";
import { isBare } from "../model/rich";
import type { Row } from "../model/rows";
import { useChat } from "./actions";
import { RichText } from "./content/RichText";
import styles from "./MessageRow.module.css";
import { Quote } from "./row/Quote";
import { OwnAvatar } from "./SenderAvatar";

const PendingFiles = late(async () => (await import("./pending/PendingFiles")).PendingFiles);
const PendingState = late(async () => (await import("./pending/PendingFiles")).PendingState);

interface Props {
  row: Extract<Row, { type: "pending" }>;
  offline: boolean;
}

/** An own message on its way: it looks like a sent one and says what it waits for. */
export function PendingRow({ row, offline }: Props) {
  const { t } = useTranslation(["messages", "chat-write"]);
  const { me, zone, actions } = useChat();
  const words = useProblemWords();
  const { pending } = row;
  const carries = pending.attachments.length > 0;
  const { quotes_seq = null, thread_seq = null } = pending.extra;
  const refers = <Quote message={{ corrects_seq: pending.corrects_seq, quotes_seq, thread_seq, quoted: null }} />;
  // The refusal was kept with the message as plain data, also across a reload.
  const reason = pending.problem === undefined ? "" : words(new Problem({ status: 0, ...pending.problem }));
  return (
    <div className={styles.row} data-mine data-first={row.first || undefined}>
      <div className={styles.gutter}>{row.first && <OwnAvatar />}</div>
      <div className={styles.body}>
        {row.first && <div className={styles.meta}>{clock(zone, pending.at)}</div>}
        <div className={styles.line} data-carries={carries || undefined}>
          {!(carries && pending.content.nodes.length === 0) && (
            <div className={styles.bubble} data-bare={isBare(pending.content) || undefined}>
              {refers}
              <RichText content={pending.content} me={me} />
            </div>
          )}
          {carries && pending.content.nodes.length === 0 && refers}
          {carries && <PendingFiles pending={pending} />}
        </div>
        {pending.state === "failed" ? (
          <div className={styles.failed} role="alert">
            <CircleAlert size={14} aria-hidden />
            <span>{reason === "" ? t("failed.unsent") : t("failed.reason", { reason })}</span>
            <button type="button" onClick={() => actions.retry(pending.id)}>
              {t("failed.retry")}
            </button>
            {carries && pending.recording === null && (
              <button type="button" onClick={() => actions.takeBack(pending.id)}>
                {t("chat-write:pending.back")}
              </button>
            )}
            <button type="button" onClick={() => actions.discard(pending.id)}>
              {t("failed.discard")}
            </button>
          </div>
        ) : (
          (row.last || carries) && (
            <div className={styles.state}>
              <Clock3 size={12} aria-hidden />
              {carries ? (
                <PendingState pending={pending} onTakeBack={() => actions.takeBack(pending.id)} />
              ) : (
                t(offline ? "message.queued_offline" : "message.sending")
              )}
            </div>
          )
        )}
      </div>
    </div>
  );
}
