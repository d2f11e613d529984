import { useTranslation } from "react-i18next";
import { useMe } from "../../../platform/api";
import { ChoiceField, SelectField } from "../../../ui";
import type { ActKind, Approval } from "../api/types";
import type { Deed } from "./offered";
import type { useDeed } from "./useDeed";
import { WhoField } from "./WhoField";

const ADDING = ["add_before", "add_beside", "add_after"] as const;

interface Props {
  approval: Approval;
  deed: Deed;
  d: ReturnType<typeof useDeed>;
}

/** What only some acts ask for: people, where they stand, to which step it goes back. */
export function ActFields({ approval: a, deed, d }: Props) {
  const { t } = useTranslation("approvals");
  const { account } = useMe();
  const open = a.route.filter((s) => s.state === "running").flatMap((s) => s.people.map((p) => p.person.id));
  const without = new Set(deed === "cc" ? a.cc.map((c) => c.person.id) : [account.id, a.applicant.id, ...open]);
  switch (deed) {
    case "transfer":
    case "cc":
      return (
        <WhoField
          label={t(`who.${deed}`)}
          ids={d.to}
          max={deed === "cc" ? 50 : 1}
          without={without}
          onChange={d.setTo}
        />
      );
    case "add": {
      const ways = ADDING.filter((kind) => d.task?.may.includes(kind));
      return (
        <>
          <WhoField label={t("who.add")} ids={d.to} max={10} without={without} onChange={d.setTo} />
          <ChoiceField<ActKind>
            label={t("add.where")}
            kind="one"
            choices={ways.map((id) => ({ id, label: t(`add.${id}`), text: t(`add.${id}_text`) }))}
            chosen={(id) => id === d.where}
            onChoose={d.setWhere}
          />
        </>
      );
    }
    case "return":
      return (
        <>
          <SelectField label={t("return.to")} value={d.step} onChange={(event) => d.setStep(event.target.value)}>
            {d.task?.may.includes("return_applicant") && (
              <option value="">{t("return.applicant", { name: a.applicant.name })}</option>
            )}
            {d.task?.may.includes("return_step") &&
              d.task.return_to.map((step) => (
                <option key={step.id} value={step.id}>
                  {step.name}
                </option>
              ))}
          </SelectField>
          <OnwardField of="return" d={d} />
        </>
      );
    case "resubmit":
      return a.mine.onward ? <OnwardField of="resubmit" d={d} /> : null;
    default:
      return null;
  }
}

/** Whether those who agreed before are asked again. */
function OnwardField({ of, d }: { of: "return" | "resubmit"; d: ReturnType<typeof useDeed> }) {
  const { t } = useTranslation("approvals");
  return (
    <ChoiceField<"onward" | "anew">
      label={t(`${of}.how`)}
      kind="one"
      choices={(["onward", "anew"] as const).map((id) => ({
        id,
        label: t(`${of}.${id}`),
        text: t(`${of}.${id}_text`),
      }))}
      chosen={(id) => (id === "onward") === d.onward}
      onChoose={(id) => d.setOnward(id === "onward")}
    />
  );
}
