import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button, Dialog, toast } from "../../../ui";
import { type Act, type AdminPerson, admin } from "../api/admin";
import { Reason } from "./Reason";
import { useAct } from "./useAct";

/** Freezes or unfreezes, for a reason that stays on record. */
export function ReasonDialog({ act, person, onClose }: { act: Act; person: AdminPerson; onClose: () => void }) {
  const { t } = useTranslation("admin");
  const [reason, setReason] = useState("");
  const { busy, error, run, put } = useAct();
  const name = person.person.name;
  const go = () =>
    run(async () => {
      put(await admin.act(person.person.id, act, reason.trim()));
      toast("ok", t(`${act}.done`, { name }));
      onClose();
    });
  return (
    <Dialog
      open
      onClose={onClose}
      title={t(`${act}.title`, { name })}
      description={t(`${act}.text`)}
      footer={
        <>
          <Button onClick={onClose}>{t("cancel")}</Button>
          <Button
            kind={act === "freeze" ? "danger" : "primary"}
            busy={busy}
            disabled={reason.trim() === ""}
            onClick={() => void go()}
          >
            {t(`act.${act}`)}
          </Button>
        </>
      }
    >
      <Reason value={reason} onChange={setReason} error={error} />
    </Dialog>
  );
}
