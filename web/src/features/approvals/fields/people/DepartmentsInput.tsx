import { Building2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { InputProps } from "../props";
import { DepartmentsDialog } from "./DepartmentsDialog";
import { useDepartmentNames } from "./names";
import { type ChoiceProps, OneOrMany } from "./OneOrMany";
import { Picked } from "./Picked";

const MANY = 100;

/** One department, or several. */
export const DepartmentsInput = (props: InputProps) => (
  <OneOrMany {...props} one="department" many={MANY} choice={(choice) => <DepartmentsChoice {...choice} />} />
);

/** Which are chosen, and the way to choose. */
export function DepartmentsChoice({ label, ids, max, onChange }: ChoiceProps) {
  const { t } = useTranslation("approval-form");
  const nameOf = useDepartmentNames();
  return (
    <Picked
      name={t("departments.chosen", { label })}
      items={ids.map((id) => ({ id, name: nameOf(id) }))}
      square
      onRemove={(id) => onChange(ids.filter((one) => one !== id))}
      icon={<Building2 size={16} strokeWidth={1.75} aria-hidden />}
      choose={t(
        max === 1 ? (ids.length === 0 ? "departments.choose_one" : "departments.choose_other") : "departments.choose",
      )}
      dialog={(close) => <DepartmentsDialog title={label} ids={ids} max={max} onChange={onChange} onClose={close} />}
    />
  );
}
