import { useTranslation } from "react-i18next";
import { type ProblemRule, useMe } from "../../../platform/api";
import { useQuery } from "../../../platform/queries";
import { momentOf } from "../../../platform/when";
import { RuleRefusal } from "../../../ui";
import { ruleQuery } from "../api/queries";
import { ClauseLink } from "./ClauseLink";

interface Props {
  sentence: string;
  rule: Pick<ProblemRule, "id" | "clause" | "since_at" | "way">;
  /** Called when the clause is gone to, so that the window closes behind. */
  onGo: () => void;
}

/**
 * What a rule stopped, as a refusal tells it: what the rule says today, the clause and the way to it,
 * since when, and what is open instead.
 */
export function RuleStop({ sentence, rule, onGo }: Props) {
  const { t, i18n } = useTranslation(["ui", "problem"]);
  const { zone } = useMe().settings;
  const today = useQuery({ ...ruleQuery(rule.id), staleTime: 0 }).data?.summary;
  const since = rule.since_at ? t("rule.since", { at: momentOf(zone, rule.since_at) }) : t("rule.since_default");
  const way = `problem:${rule.way?.code ?? ""}`;
  return (
    <RuleRefusal
      sentence={sentence}
      clause={rule.clause}
      {...(today === undefined ? {} : { today })}
      since={since}
      link={<ClauseLink clause={rule.clause} onGo={onGo} />}
      {...(i18n.exists(way) ? { way: <p>{t("rule.way", { way: t(way as "problem:message.correct") })}</p> } : {})}
    />
  );
}
