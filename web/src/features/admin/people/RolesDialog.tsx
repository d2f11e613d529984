import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type Role, useMe } from "../../../platform/api";
import { Button, ChoiceField, Dialog, Notice, toast } from "../../../ui";
import { type AdminPerson, admin } from "../api/admin";
import { Reason } from "./Reason";
import css from "./RolesDialog.module.css";
import { useAct } from "./useAct";

const administrators: Role[] = ["admin", "security_admin", "audit_admin"];
const roles: Role[] = [...administrators, "hr", "it", "leader", "supervisor"];

/** Which roles an account has, each with what it opens. */
export function RolesDialog({ person, onClose }: { person: AdminPerson; onClose: () => void }) {
  const { t } = useTranslation("admin");
  const [chosen, setChosen] = useState<ReadonlySet<Role>>(new Set(person.roles));
  const [reason, setReason] = useState("");
  const { busy, error, run, put } = useAct();
  const missing = useMe().stands_in.filter((role) => !person.roles.includes(role));
  const name = person.person.name;
  const same = roles.every((role) => chosen.has(role) === person.roles.includes(role));
  const toggle = (role: Role) =>
    setChosen((old) => {
      const next = new Set(old);
      if (next.delete(role)) return next;
      if (administrators.includes(role)) for (const other of administrators) next.delete(other);
      return next.add(role);
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
      description={`${t("roles.text")}${t("roles.exclude")}`}
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
      {missing.length > 0 && (
        <div className={css.notice}>
          <Notice>{t("roles.stands_in", { roles: missing.map((role) => t(`role.${role}`)).join(t("and")) })}</Notice>
        </div>
      )}
      <ChoiceField
        label={t("column.roles")}
        kind="any"
        choices={roles.map((id) => ({ id, label: t(`role.${id}`), text: t(`role.${id}_opens`) }))}
        chosen={(role) => chosen.has(role)}
        onChoose={toggle}
      />
      <Reason value={reason} onChange={setReason} error={error} />
    </Dialog>
  );
}
