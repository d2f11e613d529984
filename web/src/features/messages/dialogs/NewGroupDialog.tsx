import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMe, useProblemWords } from "../../../platform/api";
import { Button, Dialog, TextField, toast } from "../../../ui";
import type { Person } from "../model/types";
import { PeoplePicker } from "../people/PeoplePicker";
import { toggled, useSuggested } from "../people/suggested";
import { createGroup } from "../state/commands";
import styles from "./dialogs.module.css";

const NAME_MAX = 60;

interface Props {
  onClose(): void;
  onOpen(conversationId: string): void;
}

export function NewGroupDialog({ onClose, onOpen }: Props) {
  const { t } = useTranslation("messages");
  const me = useMe();
  const words = useProblemWords();
  const suggested = useSuggested();
  const [name, setName] = useState("");
  const [chosen, setChosen] = useState<Person[]>([]);
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const nameless = name.trim() === "";

  const create = async () => {
    setTried(true);
    if (nameless || chosen.length === 0) return;
    setBusy(true);
    try {
      const made = await createGroup(
        name.trim(),
        chosen.map((p) => p.id),
      );
      toast("ok", t("group.created_toast"));
      onOpen(made.id);
      onClose();
    } catch (error) {
      toast("error", t("group.create_failed"), words(error));
      setBusy(false);
    }
  };

  return (
    <Dialog
      open
      onClose={onClose}
      title={t("group.create")}
      width={520}
      footer={
        <>
          <Button onClick={onClose}>{t("composer.cancel")}</Button>
          <Button kind="primary" busy={busy} onClick={() => void create()}>
            {t("group.create_confirm")}
          </Button>
        </>
      }
    >
      <div className={styles.form}>
        <TextField
          label={t("group.name")}
          value={name}
          maxLength={NAME_MAX}
          placeholder={t("group.name_placeholder")}
          error={tried && nameless ? t("group.name_required") : null}
          onChange={(event) => setName(event.target.value)}
        />
        <div>
          <div className={styles.label}>{t("group.pick")}</div>
          <PeoplePicker
            chosen={chosen}
            without={new Set([me.account.id])}
            suggested={suggested}
            onToggle={(person) => setChosen((before) => toggled(before, person))}
          />
          {tried && chosen.length === 0 && (
            <p className={styles.error} role="alert">
              {t("group.pick_none")}
            </p>
          )}
        </div>
      </div>
    </Dialog>
  );
}
