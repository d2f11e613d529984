import { useTranslation } from "react-i18next";
import type { TrialResult } from "../api/trials";
import rule from "../rule/rule.module.css";
import { OutcomeTable } from "./OutcomeTable";
import { Samples } from "./Samples";
import css from "./trial.module.css";

/** What would have been different: in one sentence, by department, in examples. */
export function TrialResultView({ result }: { result: TrialResult }) {
  const { t } = useTranslation("rules");
  const key = result.facts === 0 ? "found_none" : result.changed === 0 ? "found_same" : "found";
  const params = {
    facts: result.facts.toLocaleString(),
    changed: result.changed.toLocaleString(),
    more: result.newly_blocked.toLocaleString(),
    fewer: result.newly_allowed.toLocaleString(),
  };
  return (
    <>
      <p className={css.found}>{t(`trial.${key}`, params)}</p>
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
