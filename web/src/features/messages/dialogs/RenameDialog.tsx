import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useProblemWords } from "../../../platform/api";
import { Button, Dialog, TextField, toast } from "../../../ui";
import type { Conversation } from "../model/types";
import { renameGroup } from "../state/commands";

interface Props {
  conversation: Conversation;
  onClose(): void;
}

export function RenameDialog({ conversation: c, onClose }: Props) {
  const { t } = useTranslation("messages");
  const words = useProblemWords();
  const [name, setName] = useState(c.name);
  const [busy, setBusy] = useState(false);
  const save = async () => {
    if (name.trim() === "") return;
    setBusy(true);
    try {
      await renameGroup(c.id, name.trim());
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
      title={t("group.rename")}
      footer={
        <>
          <Button onClick={onClose}>{t("composer.cancel")}</Button>
          <Button kind="primary" busy={busy} disabled={name.trim() === ""} onClick={() => void save()}>
            {t("composer.save")}
          </Button>
        </>
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <TextField
          label={t("group.name")}
          value={name}
          maxLength={60}
          error={name.trim() === "" ? t("group.name_required") : null}
          onChange={(event) => setName(event.target.value)}
        />
      </form>
    </Dialog>
  );
}
