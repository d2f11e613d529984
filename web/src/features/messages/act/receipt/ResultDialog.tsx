import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useProblemWords } from "../../../../platform/api";
import { Button, Dialog, TextAreaField, toast } from "../../../../ui";
import type { Message } from "../../model/types";
import { confirm } from "../../state/acts";

interface Props {
  message: Pick<Message, "conversation_id" | "seq">;
  onDone?(): void;
  onClose(): void;
}

const RESULT_MAX = 500;

/** Some messages ask for more than a click: what came of it, in words. */
export function ResultDialog({ message, onDone, onClose }: Props) {
  const { t } = useTranslation("chat-act");
  const words = useProblemWords();
  const [result, setResult] = useState("");
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<string | null>(null);
  const empty = result.trim() === "";
  const send = async () => {
    setTried(true);
    if (empty) return;
    setBusy(true);
    try {
      await confirm(message, result.trim());
      toast("ok", t("receipt.reported"));
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
      title={t("receipt.report")}
      description={t("receipt.report_hint")}
      footer={
        <>
          <Button onClick={onClose}>{t("cancel")}</Button>
          <Button kind="primary" busy={busy} onClick={() => void send()}>
            {t("receipt.report_send")}
          </Button>
        </>
      }
    >
      <TextAreaField
        label={t("receipt.result")}
        value={result}
        rows={4}
        maxLength={RESULT_MAX}
        error={refused ?? (tried && empty ? t("receipt.result_missing") : null)}
        onChange={(event) => setResult(event.target.value)}
        autoFocus
      />
    </Dialog>
  );
}
