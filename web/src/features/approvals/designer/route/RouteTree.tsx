import { CircleCheck, Plus, UserRound } from "lucide-react";
import { useTranslation } from "react-i18next";
import { IconButton, Menu } from "../../../../ui";
import type { Fault, Step, StepKind } from "../../definition";
import { useWordsIn } from "../../fields";
import { faultsAt } from "../model/faults";
import { addArm, hasArms, type ListAt, newArm, stepIds, TOP } from "../model/route";
import { useNaming } from "../naming";
import type { Design } from "../useDesign";
import type { Chosen } from "./RoutePart";
import css from "./route.module.css";
import { KIND_ICONS, StepCard } from "./StepCard";

interface Props {
  design: Design;
  faults: readonly Fault[];
  chosen: Chosen;
  onChoose: (chosen: Chosen) => void;
  onAdd: (kind: StepKind, list: ListAt, index: number) => void;
  onShift: (id: string, by: -1 | 1) => void;
  onRemove: (id: string) => void;
}

/** The route as it is walked, from who applies to the end. */
export function RouteTree(props: Props) {
  const { t } = useTranslation("approval-designer");
  return (
    <div className={css.tree}>
      <div className={css.end}>
        <UserRound size={16} strokeWidth={1.75} aria-hidden />
        {t("route.start")}
      </div>
      <Steps {...props} steps={props.design.now.route.steps} list={TOP} label={t("route.steps")} />
      <div className={css.end} data-done>
        <CircleCheck size={16} strokeWidth={1.75} aria-hidden />
        {t("route.end")}
      </div>
    </div>
  );
}

function Steps({ steps, list, label, ...props }: Props & { steps: readonly Step[]; list: ListAt; label: string }) {
  return (
    <ol className={css.steps} aria-label={label}>
      <li className={css.gap}>
        <Add list={list} index={0} onAdd={props.onAdd} />
      </li>
      {steps.map((step, at) => (
        <li key={step.id} className={css.step}>
          <StepCard
            step={step}
            fields={props.design.now.fields}
            faulty={faultsAt(props.design.now, props.faults, { part: "route", step: step.id, arm: null }).length > 0}
            chosen={props.chosen.step === step.id && props.chosen.arm === null}
            first={at === 0}
            last={at === steps.length - 1}
            onChoose={() => props.onChoose({ step: step.id, arm: null })}
            onShift={(by) => props.onShift(step.id, by)}
            onRemove={() => props.onRemove(step.id)}
          />
          {hasArms(step.kind) && <Arms {...props} step={step} />}
          <div className={css.gap}>
            <Add list={list} index={at + 1} onAdd={props.onAdd} />
          </div>
        </li>
      ))}
    </ol>
  );
}

function Arms({ step, ...props }: Props & { step: Step }) {
  const { t } = useTranslation("approval-designer");
  const said = useWordsIn();
  const name = useNaming();
  const arms = step.arms ?? [];
  return (
    <div className={css.arms}>
      {arms.map((arm, at) => {
        const otherwise = step.kind === "branch" && at === arms.length - 1;
        const faulty =
          faultsAt(props.design.now, props.faults, { part: "route", step: step.id, arm: arm.id }).length > 0;
        const label = said(arm.name) || t("new.arm", { n: at + 1 });
        return (
          <section key={arm.id} className={css.arm} aria-label={label}>
            <button
              type="button"
              className={css.armHead}
              aria-pressed={props.chosen.arm === arm.id}
              data-chosen={props.chosen.arm === arm.id || undefined}
              data-faulty={faulty || undefined}
              onClick={() => props.onChoose({ step: step.id, arm: arm.id })}
            >
              <strong>{label}</strong>
              <span className={css.when}>
                {otherwise ? t("route.otherwise") : arm.when ? <code>{arm.when}</code> : t("route.always")}
              </span>
            </button>
            <Steps {...props} steps={arm.steps} list={{ step: step.id, arm: arm.id }} label={label} />
          </section>
        );
      })}
      <IconButton
        label={t("route.add_arm")}
        className={css.addArm ?? ""}
        onClick={() =>
          props.design.putRoute((route) =>
            addArm(
              route,
              step.id,
              newArm(stepIds(route), name.step("arm", step.kind === "branch" ? arms.length : arms.length + 1), ""),
            ),
          )
        }
      >
        <Plus size={16} strokeWidth={1.75} aria-hidden />
      </IconButton>
    </div>
  );
}

const KINDS: readonly StepKind[] = ["approve", "cc", "branch", "parallel"];

function Add({ list, index, onAdd }: { list: ListAt; index: number; onAdd: Props["onAdd"] }) {
  const { t } = useTranslation("approval-designer");
  const items = KINDS.map((kind) => {
    const Icon = KIND_ICONS[kind];
    return {
      id: kind,
      label: t(`step.${kind}`),
      icon: <Icon size={16} strokeWidth={1.75} />,
      onSelect: () => onAdd(kind, list, index),
    };
  });
  return (
    <Menu
      align="center"
      groups={[items]}
      trigger={
        <IconButton label={t("route.add")} className={css.add ?? ""}>
          <Plus size={14} strokeWidth={2} aria-hidden />
        </IconButton>
      }
    />
  );
}
