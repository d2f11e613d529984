import { useTranslation } from "react-i18next";
import type { TrialResult } from "../api/trials";
import rule from "../rule/rule.module.css";
import { OutcomeTable } from "./OutcomeTable";
import { Samples } from "./Samples";
import css from "./trial.module.css";

/** What would have been different: in one sentence, by department, in examples. */
export function TrialResultView({ result }: { result: TrialResult }) {
  const { t } = useTranslation("rules");
  const sum = (of: (d: TrialResult["departments"][number]) => number) =>
    result.departments.reduce((all, department) => all + of(department), 0);
  const more = sum((d) => d.newly_blocked);
  const fewer = sum((d) => d.newly_allowed);
  const key = result.facts === 0 ? "trial.found_none" : more + fewer === 0 ? "trial.found_same" : "trial.found";
  return (
    <>
      <p className={css.found}>{t(key, { facts: result.facts.toLocaleString(), more, fewer })}</p>
      <OutcomeTable result={result} />
      {result.samples.length > 0 && (
        <section className={rule.section} aria-label={t("trial.samples")}>
          <h3 className={rule.heading}>{t("trial.samples")}</h3>
          <Samples samples={result.samples} />
        </section>
      )}
    </>
  );
}
