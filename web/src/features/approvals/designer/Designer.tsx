import { useBlocker, useNavigate } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { isProblem, useProblemWords } from "../../../platform/api";
import { useQueryClient } from "../../../platform/queries";
import { Notice, Tabs, toast } from "../../../ui";
import type { Definition, Fault } from "../definition";
import { designing, type KnownEffect } from "./api";
import { AttemptPart } from "./attempt/AttemptPart";
import { BasicsPart } from "./basics/BasicsPart";
import { DesignerHeader } from "./DesignerHeader";
import css from "./designer.module.css";
import { FormPart } from "./form/FormPart";
import { LeaveDialog } from "./LeaveDialog";
import { placeOfFault } from "./model/faults";
import { PublishDialog } from "./PublishDialog";
import { type Chosen, RoutePart } from "./route/RoutePart";
import { useDesign } from "./useDesign";
import { useFaults } from "./useFaults";

type Part = "basics" | "form" | "route" | "attempt";
const PARTS: readonly Part[] = ["basics", "form", "route", "attempt"];

interface Props {
  /** Null: there is none yet. `version` is the newest one, `from` the one that is opened. */
  template: { key: string; version: number; from: number } | null;
  start: Definition;
  effects: readonly KnownEffect[];
}

/** The designer of one template: what it is, its form, its route, and a trial of both. */
export function Designer({ template, start, effects }: Props) {
  const { t } = useTranslation("approval-designer");
  const words = useProblemWords();
  const navigate = useNavigate();
  const client = useQueryClient();
  const design = useDesign(start, template === null);
  const { faults: found, known } = useFaults(design.now);
  const [part, setPart] = useState<Part>(template === null ? "basics" : "form");
  const [field, setField] = useState<number | null>(null);
  const [chosen, setChosen] = useState<Chosen>({ step: null, arm: null });
  const [publishing, setPublishing] = useState(false);
  const [tried, setTried] = useState(template !== null);
  // A new template is not wrong while it is empty.
  const faults: Fault[] = tried ? found : [];
  const guard = useBlocker({
    shouldBlockFn: () => design.changed,
    enableBeforeUnload: () => design.changed,
    withResolver: true,
  });
  // The definition is tried and not what has this key; a template that is new has none yet.
  const trial = useMemo(
    () => ({ key: template?.key ?? "new", version: Math.max(1, template?.version ?? 1) }),
    [template],
  );

  const show = (fault: Fault) => {
    const place = placeOfFault(design.now, fault.field);
    setPart(place.part);
    if (place.part === "form") setField(place.at?.field ?? null);
    if (place.part === "route") setChosen({ step: place.step, arm: place.arm });
  };
  const publish = async () => {
    try {
      const made = await designing.publish(template?.key ?? null, template?.version ?? 0, design.now);
      design.settle();
      toast("ok", t("publish.done", { version: made.version }));
      await client.invalidateQueries({ queryKey: ["approval-templates"] });
      await navigate({ to: "/admin/approval-templates", ignoreBlocker: true });
    } catch (error) {
      setPublishing(false);
      toast("error", t("publish.failed"), words(error));
      const [first] = isProblem(error) ? (error.fields as Fault[]) : [];
      if (first !== undefined) show(first);
    }
  };
  const count = (one: Part) => faults.filter((fault) => placeOfFault(design.now, fault.field).part === one).length;
  return (
    <div className={css.page}>
      <DesignerHeader
        design={design}
        template={template}
        faults={faults.length}
        onPublish={() => {
          setTried(true);
          if (known && found[0] !== undefined) show(found[0]);
          else setPublishing(true);
        }}
      />
      <Tabs<Part>
        label={t("page.title")}
        className={css.tabs ?? ""}
        value={part}
        items={PARTS.map((id) => ({ id, label: t(`part.${id}`), ...(count(id) > 0 ? { count: count(id) } : {}) }))}
        onChange={setPart}
      />
      {template !== null && template.from < template.version && (
        <div className={css.notice}>
          <Notice tone="warn">{t("page.older", { from: template.from, version: template.version })}</Notice>
        </div>
      )}
      {part === "basics" && <BasicsPart design={design} faults={faults} effects={effects} />}
      {part === "form" && <FormPart design={design} faults={faults} selected={field} onSelect={setField} />}
      {part === "route" && <RoutePart design={design} faults={faults} chosen={chosen} onChoose={setChosen} />}
      {part === "attempt" && (
        <AttemptPart
          design={design}
          template={trial}
          effect={effects.find((one) => one.name === design.now.effect)?.words ?? ""}
        />
      )}
      {publishing && <PublishDialog template={template} onPublish={publish} onClose={() => setPublishing(false)} />}
      {guard.status === "blocked" && <LeaveDialog onStay={guard.reset} onLeave={guard.proceed} />}
    </div>
  );
}
