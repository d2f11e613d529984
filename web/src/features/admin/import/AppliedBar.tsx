import { CircleCheck, Ticket } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMe, useProblemWords } from "../../../platform/api";
import { Button, Dialog } from "../../../ui";
import { admin, type HandedOut } from "../api/admin";
import type { Import } from "../api/imports";
import css from "./ApplyBar.module.css";
import { FaultDownload } from "./FaultDownload";

interface Props {
  one: Import;
  onSlips: (items: HandedOut[]) => void;
  onAgain: () => void;
}

/** Done: the next thing is that the new people can come in. */
export function AppliedBar({ one, onSlips, onAgain }: Props) {
  const { t } = useTranslation("admin");
  const me = useMe();
  const [asking, setAsking] = useState(false);
  const mayHandOut = one.create > 0 && me.abilities.includes("passwords.hand_out");
  return (
    <footer className={css.bar}>
      <p className={css.done}>
        <CircleCheck size={18} strokeWidth={1.75} aria-hidden />
        {t("import.applied", { create: one.create, change: one.change, leave: one.leave })}
      </p>
      <div className={css.acts}>
        <FaultDownload one={one} />
        <Button onClick={onAgain}>{t("import.another")}</Button>
        {mayHandOut && (
          <Button kind="primary" icon={<Ticket size={16} strokeWidth={1.75} />} onClick={() => setAsking(true)}>
            {t("hand_out.all")}
          </Button>
        )}
      </div>
      {asking && (
        <HandOutAll
          one={one}
          onClose={() => setAsking(false)}
          onSlips={(items) => {
            setAsking(false);
            onSlips(items);
          }}
        />
      )}
    </footer>
  );
}

function HandOutAll({ one, onClose, onSlips }: { one: Import; onClose: () => void; onSlips: Props["onSlips"] }) {
  const { t } = useTranslation("admin");
  const words = useProblemWords();
  const [busy, setBusy] = useState(false);
  const [note, setNote] = useState<string | null>(null);
  const go = async () => {
    setBusy(true);
    setNote(null);
    try {
      const { items } = await admin.handOut({ import_id: one.id });
      if (items.length > 0) return onSlips(items);
      setNote(t("hand_out.nobody"));
    } catch (refusal) {
      setNote(words(refusal));
    }
    setBusy(false);
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={t("hand_out.all")}
      description={t("hand_out.all_text", { count: one.create })}
      footer={
        <>
          <Button onClick={onClose}>{t("cancel")}</Button>
          <Button kind="primary" busy={busy} onClick={() => void go()}>
            {t("hand_out.go")}
          </Button>
        </>
      }
    >
      {note !== null && (
        <p className={css.error} role="alert">
          {note}
        </p>
      )}
    </Dialog>
  );
}
