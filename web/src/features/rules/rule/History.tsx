import { useTranslation } from "react-i18next";
import { useProblemWords } from "../../../platform/api";
import { useInfiniteQuery } from "../../../platform/queries";
import { Button, ErrorState, MoreRows } from "../../../ui";
import { historyQuery } from "../api/queries";
import type { RuleDetail } from "../api/rules";
import { changesOf, type PastChange } from "../model/past";
import { StageTag } from "../words/StageTag";
import { useRuleWords } from "../words/useRuleWords";
import { BeforeAfter } from "./BeforeAfter";
import css from "./rule.module.css";
import { Whose } from "./Whose";

/** Every change that came into force or will, newest first: before and after, who asked, who confirmed. */
export function History({ rule }: { rule: RuleDetail }) {
  const { t } = useTranslation("rules");
  const words = useProblemWords();
  const pages = useInfiniteQuery(historyQuery(rule.id));
  const rows = pages.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <section className={css.section} aria-label={t("history.title")}>
      <h3 className={css.heading}>{t("history.title")}</h3>
      {pages.isError && rows.length === 0 && (
        <ErrorState
          title={t("history.failed")}
          text={words(pages.error)}
          action={<Button onClick={() => void pages.refetch()}>{t("retry")}</Button>}
        />
      )}
      {pages.isSuccess && rows.length === 0 && <p className={css.none}>{t("history.none")}</p>}
      <ol className={css.rows}>
        {changesOf(rows, !pages.hasNextPage).map((step) => (
          <HistoryRow key={step.row.version} rule={rule} step={step} />
        ))}
      </ol>
      <MoreRows pages={pages} />
    </section>
  );
}

function HistoryRow({ rule, step: { row, old } }: { rule: RuleDetail; step: PastChange }) {
  const words = useRuleWords();
  const was = old ?? (old === null && row.scope.kind === "company" ? { value: rule.default, stage: row.stage } : old);
  return (
    <li className={css.row}>
      <div className={css.what}>
        <p className={css.line}>
          <span className={css.scope}>{words.scope(row.scope)}</span>
          <BeforeAfter unit={rule.unit} from={was === undefined ? undefined : (was?.value ?? null)} to={row.value} />
          {rule.carried === "enforced" && row.value !== null && <StageTag stage={row.stage} />}
        </p>
        <Whose row={row} />
      </div>
    </li>
  );
}
