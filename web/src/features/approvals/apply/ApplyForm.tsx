import { useNavigate } from "@tanstack/react-router";
import { useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { isProblem, useMe, useProblemWords } from "../../../platform/api";
import { askAgain, useQueryClient } from "../../../platform/queries";
import { Button, Notice, toast } from "../../../ui";
import type { Fault } from "../definition";
import { FormFields, FormStateContext, useWordsIn, Waiting } from "../fields";
import { makeForm } from "../model/form";
import { ApplyHeader } from "./ApplyHeader";
import { applying, type Draft, draftsKey, type TemplateVersion } from "./api";
import css from "./apply.module.css";
import { ChoosePeople } from "./ChoosePeople";
import { Copies } from "./Copies";
import { chosenOf, faultsElsewhere } from "./faults";
import { toFirstFault } from "./firstFault";
import { seenValues } from "./live";
import { RoutePreview } from "./RoutePreview";
import { useApplication } from "./useApplication";
import { useDraft } from "./useDraft";
import { useFaultWords } from "./useFaultWords";
import { useLive } from "./useLive";
import { usePreview } from "./usePreview";

interface Props {
  /** Of the approval that it becomes, and of its draft until then: a second try is the same approval. */
  id: string;
  template: TemplateVersion;
  draft: Draft | null;
  /** Begins again with the newest version. */
  onAnew: () => void;
}

/** The form with what follows from it: which fields there are, who would be asked, what is still missing. */
export function ApplyForm({ id, template, draft, onAnew }: Props) {
  const { t } = useTranslation("approval-form");
  const words = useProblemWords();
  const said = useWordsIn();
  const saidFault = useFaultWords();
  const navigate = useNavigate();
  const client = useQueryClient();
  const { account } = useMe();
  const { definition } = template;
  const { application, cc, touched, setValue, choose, tell } = useApplication(template, draft);
  const preview = usePreview(application);
  const [sending, setSending] = useState(false);
  const [tried, setTried] = useState(false);
  const [refusal, setRefusal] = useState<unknown>(null);
  const [waiting, setWaiting] = useState(0);
  const kept = useDraft({ id, application, cc, active: touched && !sending });
  const page = useRef<HTMLFormElement>(null);

  // What the server refused holds until it has looked at what stands there now.
  const refused = isProblem(refusal) && !preview.current ? (refusal.fields as Fault[]) : [];
  const faults: Fault[] = tried ? [...(preview.data?.problems ?? []), ...refused] : [];
  const state = useLive(definition.fields, application.values, faults, saidFault);
  const known = useMemo(() => new Set(definition.fields.map((field) => field.id)), [definition]);
  const elsewhere = faultsElsewhere(faults, known);

  const send = async () => {
    setTried(true);
    setRefusal(null);
    setSending(true);
    // A draft that arrives behind the approval that it became would stay for ever.
    await kept.hold();
    try {
      const values = seenValues(makeForm(definition.fields), application.values);
      const { serial } = await applying.open(id, { ...application, values }, cc);
      void askAgain(["approvals"]);
      void client.invalidateQueries({ queryKey: ["approval-templates"] });
      client.removeQueries({ queryKey: draftsKey, exact: true }); // not the one that is filled in here
      toast("ok", t("apply.sent"), serial);
      await navigate({
        to: "/approvals/$approvalId",
        params: { approvalId: id },
        search: { box: "mine" } as never,
        replace: true,
      });
    } catch (error) {
      kept.resume();
      setRefusal(error);
      setSending(false);
      // Whoever went on meanwhile is not led away from what they do now.
      const at = document.activeElement;
      void preview.refetch().finally(() =>
        requestAnimationFrame(() => {
          if (document.activeElement === at) toFirstFault(page.current);
        }),
      );
    }
  };
  return (
    <form
      ref={page}
      className={css.page}
      aria-label={said(definition.name)}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!sending && waiting === 0) void send();
      }}
    >
      <ApplyHeader template={template} draft={kept.state} error={kept.error} />
      <div className={css.columns}>
        <div className={css.form}>
          {template.newest > template.version && <Notice tone="warn">{t("apply.older")}</Notice>}
          <FormStateContext value={state}>
            <Waiting value={(change) => setWaiting((n) => n + change)}>
              <FormFields fields={definition.fields} values={application.values} onChange={setValue} />
            </Waiting>
          </FormStateContext>
          <Copies ids={cc} onChange={tell} />
        </div>
        <aside className={css.side} aria-label={t("route.title")}>
          <h2 className={css.sideTitle}>{t("route.title")}</h2>
          <RoutePreview
            applicant={account.name}
            steps={preview.data?.steps}
            stale={!preview.current}
            error={preview.isError ? words(preview.error) : null}
            effect={template.effect_words}
            chooser={(step) => (
              <ChoosePeople
                step={step}
                ids={application.chosen[step.id] ?? []}
                fault={
                  faults.find((fault) => chosenOf(fault.field) === step.id) ??
                  (tried && (application.chosen[step.id] ?? []).length < Math.max(1, step.choose?.min ?? 1)
                    ? { field: `chosen.${step.id}`, code: "missing" }
                    : undefined)
                }
                onChange={(ids) => choose(step.id, ids)}
              />
            )}
          />
        </aside>
      </div>
      <footer className={css.footer}>
        <div className={css.said}>
          {refusal !== null && (
            <p className={css.refusal} role="alert">
              {words(refusal)}
              {isProblem(refusal, "approval.template_over") && (
                <Button kind="quiet" onClick={onAnew}>
                  {t("apply.anew")}
                </Button>
              )}
            </p>
          )}
          {elsewhere.map((fault) => (
            <p key={`${fault.field}/${fault.code}`} className={css.refusal}>
              {saidFault(fault)}
            </p>
          ))}
          {waiting > 0 && <p role="status">{t("apply.uploading")}</p>}
        </div>
        <Button kind="primary" size="l" type="submit" busy={sending} disabled={waiting > 0}>
          {t("apply.send")}
        </Button>
      </footer>
    </form>
  );
}
