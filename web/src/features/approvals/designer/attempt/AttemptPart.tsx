import { Monitor, Smartphone } from "lucide-react";
import { useEffect, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useMe, useProblemWords } from "../../../../platform/api";
import { keepPreviousData, queryOptions, useQuery } from "../../../../platform/queries";
import { usePhone } from "../../../../platform/screen";
import { Notice, Segmented } from "../../../../ui";
import type { Chosen } from "../../apply/api";
import { ChoosePeople } from "../../apply/ChoosePeople";
import { chosenOf, faultsElsewhere } from "../../apply/faults";
import { RoutePreview } from "../../apply/RoutePreview";
import { useFaultWords } from "../../apply/useFaultWords";
import { useLive } from "../../apply/useLive";
import type { Fault, Values } from "../../definition";
import { FormFields, FormStateContext, useWordsIn } from "../../fields";
import { Group } from "../../fields/Group";
import { usePeople } from "../../fields/people/names";
import { PeopleChoice } from "../../fields/people/PeopleInput";
import { useStart } from "../../fields/rows/useStart";
import { initialValues } from "../../fields/rows/values";
import { designing } from "../api";
import type { Design } from "../useDesign";
import css from "./attempt.module.css";

const SETTLE_MS = 400;

interface Props {
  design: Design;
  template: { key: string; version: number };
  effect: string;
}

/** 预览与试算: the form as it will look, and who would be asked if a certain person sent it. Nothing is kept. */
export function AttemptPart({ design, template, effect }: Props) {
  const { t } = useTranslation("approval-designer");
  const said = useWordsIn();
  const saidFault = useFaultWords();
  const words = useProblemWords();
  const { account } = useMe();
  const phone = usePhone();
  const start = useStart();
  // What it brings about is not tried, and whether there is what does it is not asked here.
  const definition = useMemo(() => ({ ...design.now, effect: "" }), [design.now]);
  const [size, setSize] = useState<"desktop" | "phone">("desktop");
  const [as, setAs] = useState(account.id);
  const [values, setValues] = useState<Values>(() => initialValues(definition.fields, start));
  const [chosen, setChosen] = useState<Chosen>({});
  const [attempt, setAttempt] = useState({ ...template, definition, as, values, chosen });
  useEffect(() => {
    const timer = window.setTimeout(() => setAttempt({ ...template, definition, as, values, chosen }), SETTLE_MS);
    return () => window.clearTimeout(timer);
  }, [template, definition, as, values, chosen]);
  const asked = useQuery(
    queryOptions({
      queryKey: ["approval-templates", "attempt", attempt],
      queryFn: ({ signal }) => designing.attempt(attempt, signal),
      placeholderData: keepPreviousData,
      gcTime: 0,
      enabled: definition.fields.length > 0,
    }),
  );
  const faults: Fault[] = asked.data?.problems ?? [];
  // What is not filled in yet is not wrong: it is only tried.
  const wrong = faults.filter((fault) => fault.code !== "missing");
  const state = useLive(definition.fields, values, wrong, saidFault);
  const elsewhere = faultsElsewhere(wrong, new Set(definition.fields.map((field) => field.id)));
  const [applicant] = usePeople([as]);
  return (
    <div className={css.part}>
      <div className={css.stage}>
        {!phone && (
          <Segmented<"desktop" | "phone">
            label={t("attempt.size")}
            items={[
              { id: "desktop", label: t("attempt.desktop"), icon: <Monitor size={16} strokeWidth={1.75} /> },
              { id: "phone", label: t("attempt.phone"), icon: <Smartphone size={16} strokeWidth={1.75} /> },
            ]}
            value={size}
            onChange={setSize}
          />
        )}
        <section className={css.sheet} data-size={phone ? "own" : size} aria-label={t("attempt.form")}>
          <h3 className={css.name}>{said(definition.name)}</h3>
          <FormStateContext value={state}>
            <FormFields
              fields={definition.fields}
              values={values}
              narrow={size === "phone"}
              onChange={(id, value) =>
                setValues(({ [id]: _, ...rest }) => (value === null ? rest : { ...rest, [id]: value }))
              }
            />
          </FormStateContext>
          {definition.fields.length === 0 && <p className={css.none}>{t("form.empty")}</p>}
        </section>
      </div>
      <aside className={css.side} aria-label={t("attempt.route")}>
        <Group label={t("attempt.as")} hint={t("attempt.as_hint")} must={false} bare={false} error={null}>
          <PeopleChoice label={t("attempt.as")} ids={[as]} max={1} onChange={(ids) => setAs(ids[0] ?? account.id)} />
        </Group>
        <h3 className={css.title}>{t("attempt.route")}</h3>
        {elsewhere.map((fault) => (
          <Notice key={`${fault.field}/${fault.code}`} tone="warn">
            {saidFault(fault)}
          </Notice>
        ))}
        {definition.fields.length > 0 && (
          <RoutePreview
            applicant={applicant?.name ?? ""}
            steps={asked.data?.steps}
            stale={asked.isPlaceholderData}
            error={asked.isError ? words(asked.error) : null}
            effect={effect}
            chooser={(step) => (
              <ChoosePeople
                step={step}
                ids={chosen[step.id] ?? []}
                fault={wrong.find((fault) => chosenOf(fault.field) === step.id)}
                onChange={(ids) => setChosen({ ...chosen, [step.id]: ids })}
              />
            )}
          />
        )}
      </aside>
    </div>
  );
}
