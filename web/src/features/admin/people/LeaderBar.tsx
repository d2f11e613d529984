import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMe, useProblemWords } from "../../../platform/api";
import { departmentsQuery } from "../../../platform/departments";
import { useQuery, useQueryClient } from "../../../platform/queries";
import { Button, Dialog, Notice, toast } from "../../../ui";
import { personQuery } from "../../directory/api/queries";
import { PeoplePicker } from "../../messages/people/PeoplePicker";
import { admin } from "../api/admin";
import css from "./LeaderBar.module.css";
import { useAct } from "./useAct";

const nobody: ReadonlySet<string> = new Set();

/** Who is in charge of the department whose people are listed; those who may name another. */
export function LeaderBar({ departmentId }: { departmentId: string }) {
  const { t } = useTranslation("admin");
  const may = useMe().abilities.includes("department.lead");
  const department = useQuery(departmentsQuery).data?.items.find((d) => d.id === departmentId);
  const leader = department?.leader_id ?? null;
  const name = useQuery({ ...personQuery(leader ?? ""), enabled: leader !== null }).data?.name;
  const [choosing, setChoosing] = useState(false);
  if (department === undefined) return null;
  return (
    <p className={css.bar}>
      <span>{leader === null ? t("leader.none") : t("leader.is", { name: name ?? "" })}</span>
      {may && <Button onClick={() => setChoosing(true)}>{t(leader === null ? "leader.name" : "leader.change")}</Button>}
      {choosing && (
        <LeaderDialog
          id={departmentId}
          name={department.name}
          named={leader !== null}
          onClose={() => setChoosing(false)}
        />
      )}
    </p>
  );
}

interface DialogProps {
  id: string;
  name: string;
  named: boolean;
  onClose: () => void;
}

function LeaderDialog({ id, name, named, onClose }: DialogProps) {
  const { t } = useTranslation("admin");
  const words = useProblemWords();
  const client = useQueryClient();
  const { busy, error, run } = useAct();
  const set = (person: string | null) =>
    run(async () => {
      await admin.setLeader(id, person);
      await client.invalidateQueries({ queryKey: departmentsQuery.queryKey });
      toast("ok", t("leader.done", { name }));
      onClose();
    });
  return (
    <Dialog
      open
      onClose={onClose}
      title={t("leader.title", { name })}
      description={t("leader.text")}
      footer={
        <>
          {named && (
            <Button busy={busy} onClick={() => void set(null)}>
              {t("leader.take_back")}
            </Button>
          )}
          <Button onClick={onClose}>{t("cancel")}</Button>
        </>
      }
    >
      <div className={css.picker}>
        <PeoplePicker chosen={null} without={nobody} suggested={[]} onToggle={(person) => void set(person.id)} />
      </div>
      {error !== null && <Notice tone="danger">{words(error)}</Notice>}
    </Dialog>
  );
}
