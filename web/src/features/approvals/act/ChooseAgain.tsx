import { useMemo } from "react";
import type { Approval } from "../api/types";
import type { Application } from "../apply/api";
import { ChoosePeople } from "../apply/ChoosePeople";
import { usePreview } from "../apply/usePreview";
import css from "./act.module.css";
import type { useDeed } from "./useDeed";

/** Where the applicant chooses who is asked, they may choose anew what they hand in anew. */
export function ChooseAgain({ approval: a, d }: { approval: Approval; d: ReturnType<typeof useDeed> }) {
  const { key: template, version } = a.template;
  const application = useMemo<Application>(
    () => ({ template, version, values: d.values, chosen: d.chosen }),
    [template, version, d.values, d.chosen],
  );
  // A form that nobody may apply with any more has no preview; who was chosen before is asked again then.
  const steps = usePreview(application).data?.steps.filter((step) => step.choose) ?? [];
  return steps.map((step) => (
    <div key={step.id}>
      <p className={css.legend}>{step.name}</p>
      <ChoosePeople
        step={step}
        ids={d.chosen[step.id] ?? []}
        fault={undefined}
        onChange={(next) => d.setChosen((old) => ({ ...old, [step.id]: next }))}
      />
    </div>
  ));
}
