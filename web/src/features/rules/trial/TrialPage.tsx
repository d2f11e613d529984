import { Link, useParams } from "@tanstack/react-router";
import { ChevronLeft } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMe, useProblemWords } from "../../../platform/api";
import { useQuery } from "../../../platform/queries";
import { dayOf } from "../../../platform/when";
import { Button, ErrorState, Skeleton } from "../../../ui";
import { ruleQuery, trialQuery } from "../api/queries";
import { ChangeDialog } from "../change/ChangeDialog";
import rule from "../rule/rule.module.css";
import { StageTag } from "../words/StageTag";
import { useRuleWords } from "../words/useRuleWords";
import { TrialResultView } from "./TrialResultView";
import { TrialRun } from "./TrialRun";
import { TrialStateTag } from "./TrialStateTag";
import css from "./trial.module.css";

/** One trial run: how far it is, then what the value would have done, by department and in examples. */
export function TrialPage() {
  const { t } = useTranslation("rules");
  const { trialId = "" } = useParams({ strict: false });
  const words = useProblemWords();
  const said = useRuleWords();
  const me = useMe();
  const { zone } = me.settings;
  const { data: trial, isError, error, refetch } = useQuery(trialQuery(trialId));
  const { data: of } = useQuery({ ...ruleQuery(trial?.rule ?? ""), enabled: trial !== undefined });
  const [proposing, setProposing] = useState(false);
  const may = (ability: string) => me.abilities.includes(ability);

  if (isError && trial === undefined) {
    return (
      <ErrorState
        title={t("trial.failed_title")}
        text={words(error)}
        action={<Button onClick={() => void refetch()}>{t("retry")}</Button>}
      />
    );
  }
  if (trial === undefined || of === undefined) return <Skeleton rows={6} avatar={false} label={t("loading")} />;
  return (
    <div className={rule.page}>
      <Link to="/admin/rules/$ruleId" params={{ ruleId: trial.rule }} className={rule.back}>
        <ChevronLeft size={18} strokeWidth={1.75} aria-hidden />
        {of.title}
      </Link>
      <div className={css.body}>
        <header className={rule.head}>
          <p className={rule.kind}>{t("trial.heading")}</p>
          <h2 className={rule.sentence}>
            {t("trial.what", { scope: said.scope(trial.scope), value: said.value(of.unit, trial.value) })}
          </h2>
          <p className={css.about}>
            <TrialStateTag state={trial.state} />
            <StageTag stage={trial.stage} />
            <span>{t("trial.span", { from: dayOf(zone, trial.from_at), to: dayOf(zone, trial.to_at - 1) })}</span>
            <span>{t("trial.asked", { name: trial.asked_by.name, at: said.moment(trial.asked_at) })}</span>
          </p>
          {may("rules.propose") && trial.state === "done" && (
            <div className={rule.acts}>
              <Button kind="primary" onClick={() => setProposing(true)}>
                {t("trial.propose")}
              </Button>
            </div>
          )}
        </header>
        {trial.state !== "done" && <TrialRun trial={trial} may={may("rules.try")} />}
        {trial.result !== null && <TrialResultView result={trial.result} />}
      </div>
      {proposing && of !== undefined && (
        <ChangeDialog rule={of} start={{ trial }} onClose={() => setProposing(false)} />
      )}
    </div>
  );
}
