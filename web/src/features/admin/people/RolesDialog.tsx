import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Role } from "../../../platform/api";
import { Button, Dialog, toast } from "../../../ui";
import { type AdminPerson, admin } from "../api/admin";
import css from "./dialogs.module.css";
import { Reason } from "./Reason";
import { useAct } from "./useAct";

const roles: Role[] = ["admin", "hr", "it", "leader", "supervisor"];

/** Which roles an account has, each with what it opens. */
export function RolesDialog({ person, onClose }: { person: AdminPerson; onClose: () => void }) {
  const { t } = useTranslation("admin");
  const id = useId();
  const [chosen, setChosen] = useState<ReadonlySet<Role>>(new Set(person.roles));
  const [reason, setReason] = useState("");
  const { busy, error, run, put } = useAct();
  const name = person.person.name;
  const same = roles.every((role) => chosen.has(role) === person.roles.includes(role));
  const toggle = (role: Role) =>
    setChosen((old) => {
      const next = new Set(old);
      if (!next.delete(role)) next.add(role);
      return next;
    });
  const save = () =>
    run(async () => {
      const next = roles.filter((role) => chosen.has(role));
      put(await admin.setRoles(person.person.id, next, reason.trim()));
      toast("ok", t("roles.done", { name }));
      onClose();
    });
  return (
    <Dialog
      open
      onClose={onClose}
      title={t("roles.title", { name })}
      description={t("roles.text")}
      width={480}
      footer={
        <>
          <Button onClick={onClose}>{t("cancel")}</Button>
          <Button kind="primary" busy={busy} disabled={same || reason.trim() === ""} onClick={() => void save()}>
            {t("save")}
          </Button>
        </>
      }
    >
      <fieldset className={css.choices}>
        <legend className={css.legend}>{t("column.roles")}</legend>
        {roles.map((role) => (
          <label key={role} className={css.choice}>
            <input
              type="checkbox"
              className={css.tick}
              checked={chosen.has(role)}
              aria-describedby={`${id}-${role}`}
              onChange={() => toggle(role)}
            />
            <span>
              <span className={css.word}>{t(`role.${role}`)}</span>
              <span id={`${id}-${role}`} className={css.opens}>
                {t(`role.${role}_opens`)}
              </span>
            </span>
          </label>
        ))}
      </fieldset>
      <Reason value={reason} onChange={setReason} error={error} />
    </Dialog>
  );
}
