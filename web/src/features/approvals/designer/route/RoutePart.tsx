import { ChevronLeft } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useWide } from "../../../../platform/screen";
import { Button, Dialog } from "../../../../ui";
import type { Fault, StepKind } from "../../definition";
import { useWordsIn } from "../../fields";
import { findStep, insertStep, type ListAt, newStep, placeOf, removeStep, shiftStep, stepIds } from "../model/route";
import { useNaming } from "../naming";
import type { Design } from "../useDesign";
import { ArmProperties } from "./ArmProperties";
import { RouteDefaults } from "./RouteDefaults";
import { RouteTree } from "./RouteTree";
import css from "./route.module.css";
import { StepProperties } from "./StepProperties";

/** What is chosen in the route: a step, an arm of one, or nothing. */
export interface Chosen {
  step: string | null;
  arm: string | null;
}

interface Props {
  design: Design;
  faults: readonly Fault[];
  chosen: Chosen;
  onChoose: (chosen: Chosen) => void;
}

/** 流程: the steps from top to bottom, branches beside each other, and what is chosen at the right. */
export function RoutePart({ design, faults, chosen, onChoose }: Props) {
  const { t } = useTranslation("approval-designer");
  const said = useWordsIn();
  const name = useNaming();
  const wide = useWide();
  const [spoken, setSpoken] = useState("");
  const [editing, setEditing] = useState(false);
  const { route } = design.now;
  const step = chosen.step === null ? undefined : findStep(route, chosen.step);
  const arm = step?.arms?.find((one) => one.id === chosen.arm);

  const choose = (next: Chosen) => {
    onChoose(next);
    if (!wide) setEditing(true);
  };
  const add = (kind: StepKind, list: ListAt, index: number) => {
    const made = newStep(kind, stepIds(route), name.step);
    design.putRoute((now) => insertStep(now, list, index, made));
    choose({ step: made.id, arm: null });
    setSpoken(t("route.added", { name: said(made.name) }));
  };
  const shift = (id: string, by: -1 | 1) => {
    design.putRoute((now) => shiftStep(now, id, by));
    const place = placeOf(route, id);
    if (place !== null) {
      const n = Math.min(place.count, Math.max(1, place.index + 1 + by));
      setSpoken(t("form.moved", { name: said(findStep(route, id)?.name), n, count: place.count }));
    }
  };
  const remove = (id: string) => {
    setSpoken(t("form.removed", { name: said(findStep(route, id)?.name) }));
    design.putRoute((now) => removeStep(now, id));
    onChoose({ step: null, arm: null });
    setEditing(false);
  };
  const title = said(arm?.name) || said(step?.name) || t("route.defaults");
  const properties =
    arm !== undefined && step !== undefined ? (
      <ArmProperties key={arm.id} design={design} faults={faults} step={step} arm={arm} onChoose={onChoose} />
    ) : step !== undefined ? (
      <StepProperties key={step.id} design={design} faults={faults} step={step} onChoose={onChoose} />
    ) : (
      <RouteDefaults design={design} />
    );
  return (
    <div className={css.part}>
      <div className={css.canvas}>
        <RouteTree
          design={design}
          faults={faults}
          chosen={chosen}
          onChoose={choose}
          onAdd={add}
          onShift={shift}
          onRemove={remove}
        />
        {!wide && (
          <Button
            className={css.defaults}
            onClick={() => {
              onChoose({ step: null, arm: null });
              setEditing(true);
            }}
          >
            {t("route.defaults")}
          </Button>
        )}
      </div>
      {wide && (
        <aside className={css.right} aria-label={t("form.properties")}>
          {step !== undefined && (
            <Button
              kind="quiet"
              className={css.toDefaults ?? ""}
              icon={<ChevronLeft size={16} strokeWidth={1.75} aria-hidden />}
              onClick={() => onChoose({ step: null, arm: null })}
            >
              {t("route.to_defaults")}
            </Button>
          )}
          {properties}
        </aside>
      )}
      {!wide && editing && (
        <Dialog
          open
          onClose={() => setEditing(false)}
          title={title}
          footer={<Button onClick={() => setEditing(false)}>{t("done")}</Button>}
        >
          {properties}
        </Dialog>
      )}
      <p className={css.spoken} role="status" aria-live="polite">
        {spoken}
      </p>
    </div>
  );
}
