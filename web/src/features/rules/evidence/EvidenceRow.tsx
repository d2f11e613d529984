import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Tag } from "../../../ui";
import type { Evidence } from "../api/evidence";
import { OutcomeTag } from "../words/OutcomeTag";
import { useFactWords } from "../words/useFactWords";
import { useRuleWords } from "../words/useRuleWords";
import css from "./evidence.module.css";

/** One case: what was said, of whom, by which version of which rule, and on what it was decided. */
export function EvidenceRow({ evidence: e }: { evidence: Evidence }) {
  const { t } = useTranslation("rules");
  const words = useRuleWords();
  const facts = useFactWords();
  return (
    <li className={css.row}>
      <span className={css.outcome}>
        <OutcomeTag outcome={e.outcome} />
      </span>
      <div className={css.words}>
        <p className={css.line}>
          <span className={css.who}>
            {[e.actor?.name ?? t("evidence.system"), e.department?.name].filter(Boolean).join(" · ")}
          </span>
          {e.repeats > 1 && <Tag>{t("evidence.repeats", { count: e.repeats })}</Tag>}
        </p>
        <p className={css.meta}>{facts(e.facts)}</p>
        <p className={css.meta}>
          <Link to="/admin/rules/$ruleId" params={{ ruleId: e.rule.id }} className={css.rule}>
            {e.rule.title}
          </Link>
          {t("dot")}
          {e.version === 0 ? t("evidence.default") : t("evidence.version", { n: e.version })}
        </p>
      </div>
      <time className={css.at} dateTime={new Date(e.at / 1000).toISOString()}>
        {words.moment(e.at)}
      </time>
    </li>
  );
}
