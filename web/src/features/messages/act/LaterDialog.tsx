import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMe, useProblemWords } from "../../../platform/api";
import { Button, Dialog, TextField, toast } from "../../../ui";
import type { Message } from "../model/types";
import { putLater } from "../state/acts";
import { serverClock } from "../state/now";
import styles from "./LaterDialog.module.css";
import { type Choice, RemindPicker, remindAt } from "./RemindPicker";

interface Props {
  messages: Pick<Message, "conversation_id" | "seq">[];
  /** Of an entry that is being changed. */
  before?: { remind_at: number | null; note: string };
  onDone?(): void;
  onClose(): void;
}

const NOTE_MAX = 200;

/** Keeps messages for later, with a note and a time to be reminded at. */
export function LaterDialog({ messages, before, onDone, onClose }: Props) {
  const { t } = useTranslation("chat-act");
  const words = useProblemWords();
  const { zone } = useMe().settings;
  const [choice, setChoice] = useState<Choice>(
    before?.remind_at ? { kind: "custom", at: before.remind_at } : { kind: "none" },
  );
  const [note, setNote] = useState(before?.note ?? "");
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const now = serverClock.now();
  const at = remindAt(choice, now, zone);
  const past = at !== null && at <= now && at !== before?.remind_at;
  const missing = choice.kind === "custom" && at === null;

  const save = async () => {
    setTried(true);
    if (past || missing) return;
    setBusy(true);
    const done = await Promise.allSettled(messages.map((m) => putLater(m, at, note.trim())));
    const refused = done.find((d) => d.status === "rejected");
    if (refused !== undefined) {
      toast("error", words(refused.reason));
      return setBusy(false);
    }
    toast("ok", t(before === undefined ? "later.done" : "later.changed"));
    onDone?.();
    onClose();
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={t("later.title")}
      footer={
        <>
          <Button onClick={onClose}>{t("cancel")}</Button>
          <Button kind="primary" busy={busy} onClick={() => void save()}>
            {t(before === undefined ? "later.add" : "later.save")}
          </Button>
        </>
      }
    >
      <div className={styles.form}>
        <RemindPicker
          value={choice}
          onChange={setChoice}
          error={tried && past ? t("later.past") : tried && missing ? t("later.missing") : null}
        />
        <TextField
          label={t("later.note")}
          value={note}
          maxLength={NOTE_MAX}
          placeholder={t("later.note_hint")}
          onChange={(event) => setNote(event.target.value)}
        />
      </div>
    </Dialog>
  );
}
