import { Plus } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Button } from "../../../../ui";
import { useFaultWords } from "../../apply/useFaultWords";
import type { Fault, Step } from "../../definition";
import { faultsAt, propertyOf } from "../model/faults";
import { addArm, changeStep, hasArms, newArm, type StepChange, stepIds } from "../model/route";
import { useNaming } from "../naming";
import parts from "../parts/parts.module.css";
import { WordsField } from "../parts/WordsField";
import type { Design } from "../useDesign";
import { Exceptions } from "./Exceptions";
import { HowFields } from "./HowFields";
import { LimitField } from "./LimitField";
import { RightsField } from "./RightsField";
import type { Chosen } from "./RoutePart";
import { WhoList } from "./WhoList";

interface Props {
  design: Design;
  faults: readonly Fault[];
  step: Step;
  onChoose: (chosen: Chosen) => void;
}

/** A step: who is asked, how they decide, for how long, and what they may see and do. */
export function StepProperties({ design, faults, step, onChoose }: Props) {
  const { t } = useTranslation("approval-designer");
  const saidFault = useFaultWords();
  const name = useNaming();
  const own = faultsAt(design.now, faults, { part: "route", step: step.id, arm: null });
  const error = (property: string) => {
    const found = own.find((fault) => propertyOf(fault.field) === property);
    return found === undefined ? null : saidFault(found);
  };
  const change = (next: StepChange) => design.putRoute((route) => changeStep(route, step.id, next));
  return (
    <div>
      <section className={parts.section}>
        <h3 className={parts.sectionTitle}>{t(`step.${step.kind}`)}</h3>
        <WordsField
          label={t("step.name")}
          value={step.name}
          error={error("name")}
          onChange={(next) => change({ name: next ?? {} })}
        />
      </section>
      {(step.kind === "approve" || step.kind === "cc") && (
        <WhoList
          who={step.who ?? []}
          fields={design.now.fields}
          error={error("who")}
          copies={step.kind === "cc"}
          onChange={(who) => change({ who })}
        />
      )}
      {step.kind === "approve" && (
        <>
          <HowFields step={step} change={change} />
          <LimitField
            limit={step.limit ?? null}
            confirms={step.confirms === true}
            error={error("limit")}
            onChange={(limit) => change({ limit: limit ?? undefined })}
          />
          <RightsField step={step} fields={design.now.fields} onChange={(rights) => change({ rights })} />
          <Exceptions step={step} change={change} />
        </>
      )}
      {hasArms(step.kind) && (
        <section className={parts.section}>
          <p className={parts.note}>{t(`step.${step.kind}_about`)}</p>
          {error("arms") !== null && <p className={parts.fault}>{error("arms")}</p>}
          <Button
            className={parts.start}
            icon={<Plus size={16} aria-hidden />}
            onClick={() => {
              const made = newArm(stepIds(design.now.route), name.step("arm", (step.arms ?? []).length), "");
              design.putRoute((route) => addArm(route, step.id, made));
              onChoose({ step: step.id, arm: made.id });
            }}
          >
            {t("route.add_arm")}
          </Button>
        </section>
      )}
    </div>
  );
}
