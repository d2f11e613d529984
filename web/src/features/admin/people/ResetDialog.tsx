import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button, Dialog } from "../../../ui";
import { type AdminPerson, admin, type HandedOut } from "../api/admin";
import { HandedOutView } from "./HandedOutView";
import { Reason } from "./Reason";
import { useAct } from "./useAct";

interface Props {
  person: AdminPerson;
  onClose: () => void;
  onSlips: (items: HandedOut[]) => void;
}

/** A new initial password: first the reason, then the password, shown this once. */
export function ResetDialog({ person, onClose, onSlips }: Props) {
  const { t } = useTranslation("admin");
  const [reason, setReason] = useState("");
  const [out, setOut] = useState<HandedOut | null>(null);
  const { busy, error, run, refresh } = useAct();
  const name = person.person.name;
  const go = () =>
    run(async () => {
      setOut(await admin.resetPassword(person.person.id, reason.trim()));
      void refresh();
    });
  if (out) return <HandedOutView out={out} onClose={onClose} onSlips={onSlips} />;
  return (
    <Dialog
      open
      onClose={onClose}
      title={t("reset.title", { name })}
      description={t("reset.text")}
      footer={
        <>
          <Button onClick={onClose}>{t("cancel")}</Button>
          <Button kind="primary" busy={busy} disabled={reason.trim() === ""} onClick={() => void go()}>
            {t("act.reset")}
          </Button>
        </>
      }
    >
      <Reason value={reason} onChange={setReason} error={error} />
    </Dialog>
  );
}
