import { ChevronDown } from "lucide-react";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { useQuery } from "../../../platform/queries";
import { Button, Dialog } from "../../../ui";
import { PeoplePicker } from "../../messages/people/PeoplePicker";
import { personQuery } from "../api/audit";
import css from "./log.module.css";

const nobody: ReadonlySet<string> = new Set();

interface Props {
  label: string;
  /** Empty for everybody. */
  id: string;
  onChange: (id: string | null) => void;
}

/** One person, or everybody. */
export function PersonFilter({ label, id, onChange }: Props) {
  const { t } = useTranslation("audit");
  const [choosing, setChoosing] = useState(false);
  const person = useQuery({ ...personQuery(id), enabled: id !== "" });
  const labelId = useId();
  const choose = (next: string | null) => {
    onChange(next);
    setChoosing(false);
  };
  return (
    <div className={css.field}>
      <span id={labelId} className={css.label}>
        {label}
      </span>
      <button
        type="button"
        className={css.person}
        aria-labelledby={`${labelId} ${labelId}-value`}
        onClick={() => setChoosing(true)}
      >
        <span id={`${labelId}-value`} className={css.cut}>
          {id === "" ? t("all") : (person.data?.name ?? t("loading"))}
        </span>
        <ChevronDown size={16} strokeWidth={1.75} aria-hidden />
      </button>
      {choosing && (
        <Dialog
          open
          onClose={() => setChoosing(false)}
          title={label}
          width={440}
          footer={id !== "" && <Button onClick={() => choose(null)}>{t("everybody")}</Button>}
        >
          <PeoplePicker chosen={null} without={nobody} suggested={[]} onToggle={(one) => choose(one.id)} />
        </Dialog>
      )}
    </div>
  );
}
