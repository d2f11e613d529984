import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useProblemWords } from "../../../platform/api";
import { Button, Dialog } from "../../../ui";
import { type AdminPerson, admin, type HandedOut } from "../api/admin";
import css from "./dialogs.module.css";
import { HandedOutView } from "./HandedOutView";
import { useAct } from "./useAct";

interface Props {
  person: AdminPerson;
  onClose: () => void;
  onSlips: (items: HandedOut[]) => void;
}

/** A fresh initial password for somebody who never chose their own; the one before ends. */
export function HandOutDialog({ person, onClose, onSlips }: Props) {
  const { t } = useTranslation("admin");
  const words = useProblemWords();
  const [out, setOut] = useState<HandedOut | null>(null);
  const { busy, error, run } = useAct();
  const go = () =>
    run(async () => {
      const { items } = await admin.handOut({ account_ids: [person.person.id] });
      setOut(items[0] ?? null);
    });
  if (out) return <HandedOutView out={out} onClose={onClose} onSlips={onSlips} />;
  return (
    <Dialog
      open
      onClose={onClose}
      title={t("hand_out.title", { name: person.person.name })}
      description={t("hand_out.text")}
      footer={
        <>
          <Button onClick={onClose}>{t("cancel")}</Button>
          <Button kind="primary" busy={busy} onClick={() => void go()}>
            {t("act.hand_out")}
          </Button>
        </>
      }
    >
      {error !== null && (
        <p className={css.refusal} role="alert">
          {words(error)}
        </p>
      )}
    </Dialog>
  );
}
