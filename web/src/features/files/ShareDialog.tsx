import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type FileRef, useProblemWords } from "../../platform/api";
import { Button, Dialog, toast } from "../../ui";
import { Chosen } from "../messages/act/forward/Chosen";
import { TargetPicker } from "../messages/act/forward/TargetPicker";
import { MAX_TARGETS, type Target, toggledTarget } from "../messages/model/forwarding";
import { openDirect } from "../messages/state/commands";
import { outgoing } from "../messages/state/outgoing";
import css from "./ShareDialog.module.css";

/** Sends a file of the library to people and groups; it waits with their other messages until it can go. */
export function ShareDialog({ file, onClose }: { file: FileRef; onClose(): void }) {
  const { t } = useTranslation(["files", "chat-act"]);
  const words = useProblemWords();
  const [targets, setTargets] = useState<Target[]>([]);
  const [busy, setBusy] = useState(false);

  const toggle = (target: Target) => {
    const after = toggledTarget(targets, target);
    if (after === targets) toast("plain", t("chat-act:forward.full", { max: MAX_TARGETS }));
    setTargets(after);
  };
  const share = async () => {
    setBusy(true);
    try {
      const places = await Promise.all(targets.map(conversationOf));
      const attachment = { key: file.id, name: file.name, size: file.size, mime: file.mime, file };
      const content = { type: "text" as const, nodes: [] };
      for (const id of places) outgoing.say(id, { content, corrects_seq: null, attachments: [attachment] });
      toast("ok", t("shared", { n: places.length }));
      onClose();
    } catch (error) {
      toast("error", words(error));
      setBusy(false);
    }
  };

  return (
    <Dialog
      open
      onClose={onClose}
      title={t("share_title")}
      description={t("share_text", { name: file.name })}
      width={520}
      footer={
        <>
          <Button onClick={onClose}>{t("cancel")}</Button>
          <Button kind="primary" busy={busy} disabled={targets.length === 0} onClick={() => void share()}>
            {t("share_do")}
          </Button>
        </>
      }
    >
      <div className={css.parts}>
        {targets.length > 0 && <Chosen targets={targets} onRemove={toggle} />}
        <TargetPicker chosen={targets} onToggle={toggle} />
      </div>
    </Dialog>
  );
}

async function conversationOf(target: Target): Promise<string> {
  if (target.conversation !== null) return target.conversation.id;
  return (await openDirect(target.person?.id ?? "")).id;
}
