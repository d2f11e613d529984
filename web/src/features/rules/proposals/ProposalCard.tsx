import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button, Tag } from "../../../ui";
import type { Proposal } from "../api/proposals";
import { BeforeAfter } from "../rule/BeforeAfter";
import { StageTag } from "../words/StageTag";
import { useRuleWords } from "../words/useRuleWords";
import { DecideDialog, type Decision } from "./DecideDialog";
import css from "./proposals.module.css";

const tones = { open: "warn", confirmed: "ok", rejected: "danger", withdrawn: "plain", expired: "plain" } as const;

/** One change that was asked for: for whom, before and after, who asked, why, and what may be done. */
export function ProposalCard({ proposal: p, named = false }: { proposal: Proposal; named?: boolean }) {
  const { t } = useTranslation("rules");
  const words = useRuleWords();
  const [deciding, setDeciding] = useState<Decision | null>(null);
  const open = p.state === "open";
  const may = (what: string) => open && p.abilities.includes(what);
  const decides = may("rules.decide");
  const own = may("rules.withdraw");
  const when = [
    p.effective_at === 0 ? t("proposal.at_once") : t("proposal.from", { at: words.moment(p.effective_at) }),
    ...(p.until_at === null ? [] : [t("proposal.until", { at: words.moment(p.until_at) })]),
  ];
  return (
    <li className={css.card}>
      <div className={css.top}>
        {named && (
          <Link to="/admin/rules/$ruleId" params={{ ruleId: p.rule.id }} className={css.rule}>
            {p.rule.title}
          </Link>
        )}
        <Tag tone={tones[p.state]}>{t(`proposal.is_${p.state}`)}</Tag>
      </div>
      <p className={css.change}>
        <span>{words.scope(p.scope)}</span>
        <BeforeAfter
          unit={p.rule.unit}
          from={open ? (p.before?.value ?? null) : undefined}
          to={p.value}
          company={p.scope.kind === "company"}
        />
        {p.value !== null && <StageTag stage={p.stage} />}
        {open && p.before !== null && p.before.stage !== p.stage && p.value !== null && (
          <span className={css.note}>{t("proposal.stage_was", { stage: t(`stage.${p.before.stage}`) })}</span>
        )}
      </p>
      <p className={css.meta}>{when.join(t("dot"))}</p>
      <p className={css.reason}>{t("reason_of", { reason: p.reason })}</p>
      <p className={css.meta}>
        {t("proposal.asked", { name: p.asked_by.name, at: words.moment(p.asked_at) })}
        {open && p.expires_at !== null && t("dot") + t("proposal.expires", { at: words.moment(p.expires_at) })}
      </p>
      {p.decided_at !== null && p.decided_by !== null && (
        <p className={css.meta}>
          {t(`proposal.by_${p.state}`, { name: p.decided_by.name, at: words.moment(p.decided_at) })}
          {p.decision_note !== "" && t("proposal.note_of", { note: p.decision_note })}
        </p>
      )}
      {p.trial_id !== null && (
        <Link to="/admin/rules/trials/$trialId" params={{ trialId: p.trial_id }} className={css.trial}>
          {t("proposal.trial")}
        </Link>
      )}
      {p.approval_id !== null && (
        <Link to="/approvals/$approvalId" params={{ approvalId: p.approval_id }} className={css.trial}>
          {t(open ? "proposal.to_approval" : "proposal.approval")}
        </Link>
      )}
      {open && !decides && p.approval_id === null && (
        <p className={css.wait}>{t(own ? "proposal.wait_own" : "proposal.wait_other")}</p>
      )}
      {(decides || own) && (
        <div className={css.acts}>
          {own && <Button onClick={() => setDeciding("withdraw")}>{t("proposal.withdraw")}</Button>}
          {decides && <Button onClick={() => setDeciding("reject")}>{t("proposal.reject")}</Button>}
          {decides && (
            <Button kind="primary" onClick={() => setDeciding("confirm")}>
              {t("proposal.confirm")}
            </Button>
          )}
        </div>
      )}
      {deciding !== null && <DecideDialog proposal={p} decision={deciding} onClose={() => setDeciding(null)} />}
    </li>
  );
}
