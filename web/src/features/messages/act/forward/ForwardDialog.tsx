import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useProblemWords } from "../../../../platform/api";
import { uuidv7 } from "../../../../platform/outbox/uuid";
import { Button, Dialog, Segmented, TextField, toast } from "../../../../ui";
import { acting } from "../../api/acting";
import type { ForwardMode } from "../../model/acting";
import { parse } from "../../model/format";
import {
  addressOf,
  copies,
  forwardable,
  MAX_COPIES,
  MAX_TARGETS,
  type Target,
  toggledTarget,
} from "../../model/forwarding";
import type { Message } from "../../model/types";
import { titleOf } from "../../words/words";
import { Chosen } from "./Chosen";
import styles from "./ForwardDialog.module.css";
import { Preview } from "./Preview";
import { TargetPicker } from "./TargetPicker";

interface Props {
  messages: Message[];
  /** How it begins; both ways are offered. */
  mode?: ForwardMode;
  onDone?(): void;
  onClose(): void;
}

const NOTE_MAX = 500;

/** Passes messages on, to several people and groups at once; shows what they will get. */
export function ForwardDialog({ messages, mode: first = "each", onDone, onClose }: Props) {
  const { t } = useTranslation(["messages", "chat-act"]);
  const words = useProblemWords();
  const sent = forwardable(messages);
  const [mode, setMode] = useState<ForwardMode>(first);
  const [targets, setTargets] = useState<Target[]>([]);
  const [note, setNote] = useState("");
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<string | null>(null);
  // The same choice keeps its ids, so that trying again after a lost answer makes no second copy.
  const ids = useRef(new Map<string, string>());
  const idOf = (key: string) => {
    const id = ids.current.get(key) ?? uuidv7();
    ids.current.set(key, id);
    return id;
  };

  const many = copies(mode, sent.length, targets.length) > MAX_COPIES;

  const toggle = (target: Target) => {
    const after = toggledTarget(targets, target);
    if (after === targets) toast("plain", t("chat-act:forward.full", { max: MAX_TARGETS }));
    setTargets(after);
  };
  const send = async () => {
    const [message] = sent;
    if (message === undefined || targets.length === 0) return;
    setBusy(true);
    setRefused(null);
    const parts = mode === "merged" ? ["all"] : sent.map((m) => String(m.seq));
    try {
      await acting.forward({
        from: { conversation_id: message.conversation_id, seqs: sent.map((m) => m.seq) },
        to: targets.map(addressOf),
        mode,
        client_ids: targets.flatMap((target) => parts.map((part) => idOf(`${mode} ${target.key} ${part}`))),
        ...(note.trim() === "" ? {} : { note: { type: "text" as const, nodes: parse(note, []) } }),
      });
      const names = targets.map((x) => (x.conversation === null ? x.person?.name : titleOf(x.conversation, t)));
      toast("ok", t("chat-act:forward.done", { n: targets.length }), names.slice(0, 4).join(t("chat-act:separator")));
      onDone?.();
      onClose();
    } catch (error) {
      setRefused(words(error));
      setBusy(false);
    }
  };

  return (
    <Dialog
      open
      onClose={onClose}
      title={t("chat-act:forward.title")}
      width={720}
      footer={
        <>
          {(many || refused !== null) && (
            <p className={styles.refused} role="alert">
              {many
                ? t("chat-act:forward.many", { max: MAX_COPIES })
                : t("chat-act:forward.failed", { reason: refused })}
            </p>
          )}
          <Button onClick={onClose}>{t("composer.cancel")}</Button>
          <Button
            kind="primary"
            busy={busy}
            disabled={many || targets.length === 0 || sent.length === 0}
            onClick={() => void send()}
          >
            {targets.length === 0 ? t("chat-act:act.forward") : t("chat-act:forward.send", { n: targets.length })}
          </Button>
        </>
      }
    >
      <div className={styles.columns}>
        <TargetPicker chosen={targets} onToggle={toggle} />
        <div className={styles.side}>
          <Chosen targets={targets} onRemove={toggle} />
          {sent.length > 1 && (
            <Segmented<ForwardMode>
              label={t("chat-act:forward.mode")}
              value={mode}
              onChange={setMode}
              items={[
                { id: "each", label: t("chat-act:forward.each") },
                { id: "merged", label: t("chat-act:forward.merged") },
              ]}
            />
          )}
          <Preview messages={sent} merged={mode === "merged" && sent.length > 1} left={messages.length - sent.length} />
          <TextField
            label={t("chat-act:forward.note")}
            value={note}
            maxLength={NOTE_MAX}
            placeholder={t("chat-act:forward.note_hint")}
            onChange={(event) => setNote(event.target.value)}
          />
        </div>
      </div>
    </Dialog>
  );
}
