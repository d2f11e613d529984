import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useMe } from "../../../platform/api";
import { useInfiniteQuery } from "../../../platform/queries";
import { dayOf } from "../../../platform/when";
import { MoreRows } from "../../../ui";
import { trialsQuery } from "../api/queries";
import type { RuleDetail } from "../api/rules";
import { TrialStateTag } from "../trial/TrialStateTag";
import { useRuleWords } from "../words/useRuleWords";
import css from "./rule.module.css";

/** What was tried of this rule, newest first. */
export function Trials({ rule }: { rule: RuleDetail }) {
  const { t } = useTranslation("rules");
  const words = useRuleWords();
  const { zone } = useMe().settings;
  const pages = useInfiniteQuery(trialsQuery(rule.id));
  const rows = pages.data?.pages.flatMap((page) => page.items) ?? [];
  if (rows.length === 0) return null;
  return (
    <section className={css.section} aria-label={t("trial.list")}>
      <h3 className={css.heading}>{t("trial.list")}</h3>
      <ul className={css.rows}>
        {rows.map((trial) => (
          <li key={trial.id}>
            <Link to="/admin/rules/trials/$trialId" params={{ trialId: trial.id }} className={`${css.row} ${css.link}`}>
              <span className={css.what}>
                <span className={css.line}>
                  <span className={css.scope}>{words.scope(trial.scope)}</span>
                  <strong>{words.value(rule.unit, trial.value)}</strong>
                  <TrialStateTag state={trial.state} />
                </span>
                <span className={css.meta}>
                  {[
                    t("trial.span", { from: dayOf(zone, trial.from_at), to: dayOf(zone, trial.to_at - 1) }),
                    t("trial.asked", { name: trial.asked_by.name, at: words.moment(trial.asked_at) }),
                  ].join(t("dot"))}
                </span>
              </span>
            </Link>
          </li>
        ))}
      </ul>
      <MoreRows pages={pages} />
    </section>
  );
}
