import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useProblemWords } from "../../../platform/api";
import { Button, Dialog, Notice, TextAreaField, toast } from "../../../ui";
import { type StuckEffect, settleEffect } from "../api/work";

interface Props {
  row: StuckEffect;
  action: "retry" | "close";
  onClose: () => void;
}

/** Why it is tried again, or not carried out at all: that stands in the audit log. */
export function SettleDialog({ row, action, onClose }: Props) {
  const { t } = useTranslation(["approvals", "ui"]);
  const words = useProblemWords();
  const [reason, setReason] = useState("");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const save = async () => {
    setBusy(true);
    setError(null);
    try {
      await settleEffect(row.approval_id, action, reason.trim());
      toast("ok", t(`office.${action}_done`));
      onClose();
    } catch (refusal) {
      setError(refusal);
      setBusy(false);
    }
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={t(`office.${action}_title`)}
      description={t("approvals:fact", { label: row.title, value: row.words })}
      width={440}
      footer={
        <>
          <Button onClick={onClose}>{t("ui:cancel")}</Button>
          <Button
            kind={action === "close" ? "danger" : "primary"}
            busy={busy}
            disabled={reason.trim() === ""}
            onClick={() => void save()}
          >
            {t(`office.${action}`)}
          </Button>
        </>
      }
    >
      <TextAreaField
        label={t("opinion.needed")}
        maxLength={500}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
      {error !== null && <Notice tone="danger">{words(error)}</Notice>}
    </Dialog>
  );
}
