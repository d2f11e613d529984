import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useProblemWords } from "../../../platform/api";
import { hasPasskeys } from "../../../platform/passkeys";
import { queryClient, useQuery } from "../../../platform/queries";
import { Button, ConfirmDialog, EmptyState, ErrorState, Notice, Skeleton, toast } from "../../../ui";
import devices from "../DevicesPart.module.css";
import { Section } from "../Section";
import { AddDialog } from "./AddDialog";
import { type Passkey, passkeysQuery, removePasskey } from "./api";
import { PasskeyRow } from "./PasskeyRow";
import css from "./Passkeys.module.css";

/** The passkeys with which one signs approvals. */
export function PasskeysPart() {
  const { t } = useTranslation(["settings", "ui"]);
  const words = useProblemWords();
  const passkeys = useQuery(passkeysQuery);
  const [adding, setAdding] = useState(false);
  const [removing, setRemoving] = useState<Passkey | null>(null);
  const list = passkeys.data;
  const possible = list !== undefined && list.place !== "" && hasPasskeys();
  const full = list !== undefined && list.items.length >= list.max;

  const remove = async () => {
    if (removing === null) return;
    try {
      await removePasskey(removing.id);
      toast("ok", t("passkeys.removed"));
    } catch (error) {
      toast("error", words(error));
    }
    await queryClient.invalidateQueries({ queryKey: passkeysQuery.queryKey });
  };
  const add = (
    <Button kind="primary" disabled={!possible || full} onClick={() => setAdding(true)}>
      {t("passkeys.add")}
    </Button>
  );

  return (
    <>
      {list !== undefined && !possible && (
        <div className={css.note}>
          <Notice tone="warn" title={t("passkeys.impossible")}>
            {t("passkeys.impossible_text")}
          </Notice>
        </div>
      )}
      <Section title={t("passkeys.title")} text={t("passkeys.text")}>
        {passkeys.isPending && <Skeleton rows={2} label={t("ui:loading")} />}
        {passkeys.isError && (
          <ErrorState
            title={t("passkeys.failed")}
            text={words(passkeys.error)}
            action={<Button onClick={() => void passkeys.refetch()}>{t("ui:retry")}</Button>}
          />
        )}
        {list?.items.length === 0 && (
          <EmptyState title={t("passkeys.none")} text={t("passkeys.none_text")} actions={add} />
        )}
        {list !== undefined && list.items.length > 0 && (
          <ul className={devices.list}>
            {list.items.map((passkey) => (
              <PasskeyRow key={passkey.id} passkey={passkey} onRemove={() => setRemoving(passkey)} />
            ))}
          </ul>
        )}
      </Section>
      {list !== undefined && list.items.length > 0 && (
        <div className={css.add}>
          {full && <p className={css.full}>{t("passkeys.full", { max: list.max })}</p>}
          {add}
        </div>
      )}
      {adding && <AddDialog onClose={() => setAdding(false)} />}
      {removing !== null && (
        <ConfirmDialog
          title={t("passkeys.remove_title", { name: removing.name })}
          text={t("passkeys.remove_text")}
          action={t("passkeys.remove")}
          onConfirm={remove}
          onClose={() => setRemoving(null)}
        />
      )}
    </>
  );
}
