import { useTranslation } from "react-i18next";
import { isProblem, useProblemWords } from "../../../platform/api";
import type { Stage } from "../api/rules";
import { useRuleWords } from "./useRuleWords";

const reasons = ["same_instant", "proposal_open", "changes_nothing", "nothing_to_withdraw", "roles_differ"] as const;

/** Why a change was refused; of a contradiction also what it contradicts. */
export function useRefusal(unit: string): (error: unknown) => string {
  const { t } = useTranslation(["rules", "admin"]);
  const words = useProblemWords();
  const said = useRuleWords();
  return (error) => {
    if (!isProblem(error, "rule.scope_contradiction")) return words(error);
    const { reason, role, value, stage, people } = error.params;
    const known = reasons.find((one) => one === reason);
    if (known === undefined) return words(error);
    return t(`contradiction.${known}`, {
      role: t(`admin:role.${String(role)}` as "admin:role.admin"),
      value: said.value(unit, Number(value)),
      stage: t(`stage.${String(stage)}` as `stage.${Stage}`),
      people: Number(people),
    });
  };
}
