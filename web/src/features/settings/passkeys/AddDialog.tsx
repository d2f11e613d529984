import { type FormEvent, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { useProblemWords } from "../../../platform/api";
import { queryClient } from "../../../platform/queries";
import { usePhone } from "../../../platform/screen";
import { Button, Dialog, Notice, TextField, toast } from "../../../ui";
import { beginPasskey, finishPasskey, passkeysQuery } from "./api";
import { makePasskey, NotMade } from "./browser";
import css from "./Passkeys.module.css";

/** Asks for a name and the password, and then lets the device make a passkey. */
export function AddDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation(["settings", "ui"]);
  const words = useProblemWords();
  const form = useId();
  const [name, setName] = useState(t(usePhone() ? "passkeys.name_phone" : "passkeys.name_computer"));
  const [password, setPassword] = useState("");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const wrong = words.field(error, "body.password");

  const add = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setError(null);
    try {
      const { options } = await beginPasskey(password);
      const made = await finishPasskey(name.trim(), await makePasskey(options));
      toast("ok", t("passkeys.added", { name: made.name }));
      onClose();
    } catch (problem) {
      setError(problem);
    } finally {
      setBusy(false);
      await queryClient.invalidateQueries({ queryKey: passkeysQuery.queryKey });
    }
  };
  const said = error instanceof NotMade ? t(`passkeys.not_${error.why}`) : words(error);

  return (
    <Dialog
      open
      onClose={onClose}
      title={t("passkeys.add")}
      description={t("passkeys.add_text")}
      width={420}
      footer={
        <>
          <Button onClick={onClose}>{t("ui:cancel")}</Button>
          <Button kind="primary" type="submit" form={form} busy={busy} disabled={name.trim() === "" || password === ""}>
            {t("passkeys.go_on")}
          </Button>
        </>
      }
    >
      <form id={form} className={css.form} onSubmit={(event) => void add(event)}>
        <TextField
          label={t("passkeys.name")}
          hint={t("passkeys.name_hint")}
          maxLength={60}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <TextField
          label={t("passkeys.password")}
          type="password"
          autoComplete="current-password"
          maxLength={256}
          value={password}
          error={wrong}
          onChange={(event) => setPassword(event.target.value)}
        />
        {error !== null && wrong === null && <Notice tone="danger">{said}</Notice>}
      </form>
    </Dialog>
  );
}
