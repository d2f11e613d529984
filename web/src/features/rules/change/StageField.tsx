import { useTranslation } from "react-i18next";
import { ChoiceField } from "../../../ui";
import type { RuleDetail, Stage } from "../api/rules";

const stages: Stage[] = ["watch", "warn", "enforce"];

/** Whether the rule only looks, tells, or stops; a rule that stops nobody has no such choice. */
export function StageField({
  rule,
  stage,
  onChange,
}: {
  rule: RuleDetail;
  stage: Stage;
  onChange: (stage: Stage) => void;
}) {
  const { t } = useTranslation("rules");
  if (rule.carried !== "enforced") return null;
  return (
    <ChoiceField
      label={t("stage.label")}
      kind="one"
      choices={stages.map((id) => ({ id, label: t(`stage.${id}`), text: t(`stage.${id}_text`) }))}
      chosen={(id) => id === stage}
      onChoose={onChange}
    />
  );
}
