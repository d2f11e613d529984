import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button, Dialog } from "../../../ui";
import type { Acknowledgement } from "../api/types";

/** Says what is acknowledged before it is: it cannot be taken back. */
export function SignDialog({
  own,
  onSign,
  onClose,
}: {
  own: Acknowledgement;
  onSign: () => Promise<void>;
  onClose: () => void;
}) {
  const { t } = useTranslation(["acknowledgement", "ui"]);
  const [busy, setBusy] = useState(false);
  const run = async () => {
    setBusy(true);
    await onSign();
    onClose();
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={t("sign.title")}
      description={t("sign.text", { title: own.title, version: own.version })}
      width={420}
      footer={
        <>
          <Button onClick={onClose}>{t("ui:cancel")}</Button>
          <Button kind="primary" busy={busy} onClick={() => void run()}>
            {t("sign.go")}
          </Button>
        </>
      }
    />
  );
}
