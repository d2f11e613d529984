import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "./Button";
import { Dialog } from "./Dialog";

export interface ConfirmDialogProps {
  title: string;
  text: string;
  /** The words of the button name the act, never "OK". */
  action: string;
  onConfirm: () => Promise<void> | void;
  onClose: () => void;
}

/** Asks before something that cannot simply be undone. */
export function ConfirmDialog({ title, text, action, onConfirm, onClose }: ConfirmDialogProps) {
  const { t } = useTranslation("ui");
  const [busy, setBusy] = useState(false);
  const run = async () => {
    setBusy(true);
    await onConfirm();
    onClose();
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={title}
      description={text}
      width={400}
      footer={
        <>
          <Button onClick={onClose}>{t("cancel")}</Button>
          <Button kind="danger" busy={busy} onClick={() => void run()}>
            {action}
          </Button>
        </>
      }
    />
  );
}
