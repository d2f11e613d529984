import { ChevronDown, ChevronUp, Trash2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Button } from "../../../../ui";
import { useFaultWords } from "../../apply/useFaultWords";
import type { Arm, Fault, Step } from "../../definition";
import { faultsAt, propertyOf } from "../model/faults";
import { changeArm, removeArm, shiftArm } from "../model/route";
import { ConditionField } from "../parts/ConditionField";
import parts from "../parts/parts.module.css";
import { WordsField } from "../parts/WordsField";
import type { Design } from "../useDesign";
import type { Chosen } from "./RoutePart";

interface Props {
  design: Design;
  faults: readonly Fault[];
  step: Step;
  arm: Arm;
  onChoose: (chosen: Chosen) => void;
}

/** An arm: what it is called, and when it is taken. */
export function ArmProperties({ design, faults, step, arm, onChoose }: Props) {
  const { t } = useTranslation("approval-designer");
  const saidFault = useFaultWords();
  const arms = step.arms ?? [];
  const at = arms.findIndex((one) => one.id === arm.id);
  const otherwise = step.kind === "branch" && at === arms.length - 1;
  const movable = step.kind === "branch" ? arms.length - 1 : arms.length;
  const fault = faultsAt(design.now, faults, { part: "route", step: step.id, arm: arm.id }).find(
    (one) => propertyOf(one.field) === "when",
  );
  return (
    <div>
      <section className={parts.section}>
        <h3 className={parts.sectionTitle}>{t(step.kind === "branch" ? "arm.branch" : "arm.parallel")}</h3>
        <WordsField
          label={t("arm.name")}
          value={arm.name}
          onChange={(name) => design.putRoute((route) => changeArm(route, step.id, arm.id, { name: name ?? {} }))}
        />
        {otherwise ? (
          <p className={parts.note}>{t("arm.otherwise")}</p>
        ) : (
          <ConditionField
            label={t("arm.when")}
            always={t("arm.always")}
            fields={design.now.fields}
            value={arm.when ?? ""}
            error={fault === undefined ? null : saidFault(fault)}
            onChange={(when) => design.putRoute((route) => changeArm(route, step.id, arm.id, { when }))}
          />
        )}
      </section>
      <section className={parts.section}>
        <div className={parts.checks}>
          <Button
            kind="quiet"
            icon={<ChevronUp size={16} aria-hidden />}
            disabled={otherwise || at === 0}
            onClick={() => design.putRoute((route) => shiftArm(route, step.id, arm.id, -1))}
          >
            {t("arm.earlier")}
          </Button>
          <Button
            kind="quiet"
            icon={<ChevronDown size={16} aria-hidden />}
            disabled={otherwise || at >= movable - 1}
            onClick={() => design.putRoute((route) => shiftArm(route, step.id, arm.id, 1))}
          >
            {t("arm.later")}
          </Button>
          <Button
            kind="quiet"
            icon={<Trash2 size={16} aria-hidden />}
            disabled={arms.length <= 2 || otherwise}
            onClick={() => {
              design.putRoute((route) => removeArm(route, step.id, arm.id));
              onChoose({ step: step.id, arm: null });
            }}
          >
            {t("arm.remove")}
          </Button>
        </div>
      </section>
    </div>
  );
}
