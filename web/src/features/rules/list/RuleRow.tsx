import { Link } from "@tanstack/react-router";
import { ChevronRight } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Tag } from "../../../ui";
import type { RuleView } from "../api/rules";
import { CarriedTag } from "../words/StageTag";
import { useRuleWords } from "../words/useRuleWords";
import { useAdminPlace } from "../words/where";
import css from "./list.module.css";

/** One rule in a list: its sentence, where it comes from, and what differs or waits. */
export function RuleRow({ rule }: { rule: RuleView }) {
  const { t } = useTranslation(["rules", "ui"]);
  const words = useRuleWords();
  const admin = useAdminPlace();
  const { document, version, number } = rule.clause;
  const meta = [
    t("ui:rule.source", { document, version, number }),
    rule.version === 0 ? t("since_default") : t("since", { at: words.moment(rule.since_at) }),
  ];
  return (
    <li>
      <Link to={admin ? "/admin/rules/$ruleId" : "/rules/$ruleId"} params={{ ruleId: rule.id }} className={css.row}>
        <span className={css.words}>
          <span className={css.top}>
            <span className={css.name}>{rule.title}</span>
            <CarriedTag carried={rule.carried} stage={rule.stage} />
            {rule.narrower > 0 && <Tag>{t("list.narrower", { count: rule.narrower })}</Tag>}
            {admin && rule.proposals > 0 && <Tag tone="warn">{t("list.proposals", { count: rule.proposals })}</Tag>}
          </span>
          <span className={css.sentence}>{rule.summary}</span>
          <span className={css.meta}>{meta.join(t("dot"))}</span>
        </span>
        <ChevronRight size={18} strokeWidth={1.75} aria-hidden className={css.go} />
      </Link>
    </li>
  );
}
