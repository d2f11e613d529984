import { Link } from "@tanstack/react-router";
import { CircleDashed } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useMe } from "../../../platform/api";
import { Tag } from "../../../ui";
import type { CoveredClause, CoveringRule } from "../api/coverage";
import { useAmountWords } from "../state/words";
import css from "./Coverage.module.css";

interface Props {
  clause: CoveredClause;
  regulation: string;
  version: number;
}

/** One clause with the rules that carry it, or that none does. */
export function CoveredRow({ clause, regulation, version }: Props) {
  const { t } = useTranslation("regulations");
  return (
    <li className={css.row} data-none={clause.none || undefined}>
      <div className={css.clause}>
        <Link
          to="/regulations/$regulationId"
          params={{ regulationId: regulation }}
          search={{ version, clause: clause.node_id } as never}
          className={css.cite}
        >
          {clause.cite || t(`kind.${clause.kind}`)}
        </Link>
        <p className={css.words}>
          {clause.title !== "" && <strong>{clause.title}</strong>} {clause.text}
        </p>
      </div>
      <div className={css.rules}>
        {clause.rules.map((rule) => (
          <RuleLine key={rule.id} rule={rule} />
        ))}
        {clause.below && <p className={css.note}>{t("coverage.below")}</p>}
        {clause.none && (
          <p className={css.none}>
            <CircleDashed size={16} strokeWidth={1.75} aria-hidden />
            {t("coverage.none")}
          </p>
        )}
      </div>
    </li>
  );
}

const COUNTS = ["blocked", "warned", "watched", "recorded"] as const;

function RuleLine({ rule }: { rule: CoveringRule }) {
  const { t } = useTranslation("regulations");
  const amount = useAmountWords();
  const evidence = useMe().abilities.includes("evidence.read");
  const counts = rule.counts30;
  const some = counts === null ? [] : COUNTS.filter((kind) => counts[kind] > 0);
  const said =
    counts === null
      ? null
      : some.length === 0
        ? t("coverage.quiet")
        : some.map((kind) => t(`coverage.${kind}`, { count: counts[kind] })).join(" · ");
  return (
    <div className={css.rule}>
      <p className={css.top}>
        <Link to="/rules/$ruleId" params={{ ruleId: rule.id }} className={css.name}>
          {rule.title}
        </Link>
        <Tag tone={rule.carried === "enforced" ? "ok" : "primary"}>{t(`carried.${rule.carried}`)}</Tag>
        {rule.stage !== "enforce" && <Tag tone="warn">{t(`stage.${rule.stage}`)}</Tag>}
      </p>
      <p className={css.note}>
        {[
          t("coverage.value", { value: amount(rule) }),
          rule.narrower > 0 ? t("coverage.narrower", { count: rule.narrower }) : "",
          rule.via === null ? "" : t("coverage.via"),
        ]
          .filter(Boolean)
          .join(" · ")}
      </p>
      {said !== null && (
        <p className={css.note}>
          {evidence && some.length > 0 ? (
            <Link to="/admin/rules/evidence" search={{ rule: rule.id } as never}>
              {said}
            </Link>
          ) : (
            said
          )}
        </p>
      )}
    </div>
  );
}
