import { useTranslation } from "react-i18next";
import type { Fault } from "../definition";
import { PeopleChoice } from "../fields/people/PeopleInput";
import type { PreviewStep } from "./api";
import css from "./route.module.css";
import { useFaultWords } from "./useFaultWords";

const MANY = 20;

interface Props {
  step: PreviewStep;
  ids: string[];
  fault: Fault | undefined;
  onChange: (ids: string[]) => void;
}

/** Where the route leaves it to the applicant who is asked. */
export function ChoosePeople({ step, ids, fault, onChange }: Props) {
  const { t } = useTranslation("approval-form");
  const said = useFaultWords();
  const max = step.choose?.max || MANY;
  const min = Math.max(1, step.choose?.min ?? 1);
  return (
    <fieldset className={css.choose}>
      <legend className={css.aside}>{t(max === 1 ? "route.choose_one" : "route.choose", { min, max })}</legend>
      <PeopleChoice label={step.name || t("route.kind_approve")} ids={ids} max={max} onChange={onChange} />
      {fault !== undefined && (
        <p className={css.fault} role="alert" data-fault>
          {said(fault)}
        </p>
      )}
    </fieldset>
  );
}
