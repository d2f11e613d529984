import { useId, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { departmentOptions, departmentsQuery } from "../../../../platform/departments";
import { useQuery } from "../../../../platform/queries";
import { Button, Dialog, SearchField, Skeleton } from "../../../../ui";
import css from "./people.module.css";

interface Props {
  title: string;
  ids: readonly string[];
  max: number;
  onChange: (ids: string[]) => void;
  onClose: () => void;
}

/** The tree of departments with a search. */
export function DepartmentsDialog({ title, ids, max, onChange, onClose }: Props) {
  const { t } = useTranslation("approval-form");
  const name = useId();
  const asked = useQuery(departmentsQuery);
  const options = useMemo(() => departmentOptions(asked.data?.items ?? []), [asked.data]);
  const [typed, setTyped] = useState("");
  const [chosen, setChosen] = useState<readonly string[]>(ids);
  const single = max === 1;
  const wanted = typed.trim().toLowerCase();
  const found = wanted === "" ? options : options.filter((o) => o.label.toLowerCase().includes(wanted));
  const turn = (id: string) =>
    setChosen(single ? [id] : chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id]);
  return (
    <Dialog
      open
      onClose={onClose}
      title={title}
      {...(single ? {} : { description: t("departments.up_to", { max }) })}
      width={480}
      footer={
        <>
          <Button onClick={onClose}>{t("cancel")}</Button>
          <Button
            kind="primary"
            disabled={chosen.length > max}
            onClick={() => {
              onChange([...chosen]);
              onClose();
            }}
          >
            {single ? t("done") : t("people.done", { n: chosen.length })}
          </Button>
        </>
      }
    >
      <SearchField
        framed
        focused
        value={typed}
        onChange={setTyped}
        label={t("departments.search")}
        clearLabel={t("clear_search")}
      />
      <div className={css.departments}>
        {asked.isPending && <Skeleton rows={5} avatar={false} label={t("loading")} />}
        {found.map((o) => (
          <label key={o.id} className={css.department}>
            <input
              type={single ? "radio" : "checkbox"}
              name={name}
              checked={chosen.includes(o.id)}
              onChange={() => turn(o.id)}
            />
            {wanted === "" ? o.label : o.label.trim()}
          </label>
        ))}
        {asked.isSuccess && found.length === 0 && <p className={css.none}>{t("departments.none")}</p>}
      </div>
    </Dialog>
  );
}
