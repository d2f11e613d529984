import { Link, useParams } from "@tanstack/react-router";
import { ChevronLeft } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { isProblem, useMe, useProblemWords } from "../../../platform/api";
import { useQuery } from "../../../platform/queries";
import { Button, EmptyState, ErrorState, Skeleton } from "../../../ui";
import { ruleQuery } from "../api/queries";
import type { ValueRow } from "../api/rules";
import { ChangeDialog } from "../change/ChangeDialog";
import type { Start } from "../change/draft";
import { TrialDialog } from "../trial/TrialDialog";
import { useAdminPlace } from "../words/where";
import { Clause } from "./Clause";
import { Facts } from "./Facts";
import { History } from "./History";
import { OpenProposals } from "./OpenProposals";
import css from "./rule.module.css";
import { Trials } from "./Trials";
import { Values } from "./Values";

/** One rule: its sentence, its clause, what holds for whom and from when, and how it came to be so. */
export function RulePage() {
  const { t } = useTranslation("rules");
  const { ruleId = "" } = useParams({ strict: false });
  const words = useProblemWords();
  const admin = useAdminPlace();
  const { abilities } = useMe();
  const may = admin && abilities.includes("rules.propose");
  const tries = admin && abilities.includes("rules.try");
  const { data: rule, error, isError, refetch } = useQuery(ruleQuery(ruleId));
  const [open, setOpen] = useState<{ what: "change" | "trial"; start: Start } | null>(null);
  const Title = admin ? "h2" : "h1";
  const close = () => setOpen(null);
  const change = (row?: ValueRow, withdraw = false) =>
    setOpen({ what: "change", start: row === undefined ? {} : { row, withdraw } });

  return (
    <div className={css.page}>
      <Link to={admin ? "/admin/rules" : "/rules"} className={css.back}>
        <ChevronLeft size={18} strokeWidth={1.75} aria-hidden />
        {t("rule.all")}
      </Link>
      {isError && rule === undefined && isProblem(error, "rule.unknown") && (
        <EmptyState title={t("rule.unknown")} text={t("rule.unknown_text")} />
      )}
      {isError && rule === undefined && !isProblem(error, "rule.unknown") && (
        <ErrorState
          title={t("rule.failed")}
          text={words(error)}
          action={<Button onClick={() => void refetch()}>{t("retry")}</Button>}
        />
      )}
      {rule === undefined && !isError && <Skeleton rows={5} avatar={false} label={t("loading")} />}
      {rule !== undefined && (
        <div className={css.body}>
          <header className={css.head}>
            <p className={css.kind}>{rule.title}</p>
            <Title className={css.sentence}>{rule.summary}</Title>
            {may && (
              <div className={css.acts}>
                <Button kind="primary" onClick={() => change()}>
                  {t("change.open")}
                </Button>
                {tries && <Button onClick={() => setOpen({ what: "trial", start: {} })}>{t("trial.open")}</Button>}
              </div>
            )}
          </header>
          <Facts rule={rule} />
          <Clause rule={rule} />
          {may && <OpenProposals rule={rule} />}
          <Values rule={rule} rows={rule.values} title={t("values.title")} change={may ? change : null} />
          {rule.upcoming.length > 0 && (
            <Values rule={rule} rows={rule.upcoming} title={t("values.upcoming")} change={null} />
          )}
          {tries && <Trials rule={rule} />}
          <History rule={rule} />
        </div>
      )}
      {open !== null && rule !== undefined && open.what === "change" && (
        <ChangeDialog rule={rule} start={open.start} onClose={close} />
      )}
      {open !== null && rule !== undefined && open.what === "trial" && <TrialDialog rule={rule} onClose={close} />}
    </div>
  );
}
