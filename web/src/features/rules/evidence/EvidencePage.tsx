import { useTranslation } from "react-i18next";
import { useAddress } from "../../../platform/address";
import { useMe, useProblemWords } from "../../../platform/api";
import { useInfiniteQuery } from "../../../platform/queries";
import { dayStart } from "../../../platform/when/zone";
import { Button, EmptyState, ErrorState, MoreRows, Skeleton } from "../../../ui";
import { type EvidenceFilter, FILTERS } from "../api/evidence";
import { evidenceQuery } from "../api/queries";
import { endOf } from "../change/when";
import list from "../list/list.module.css";
import { RulesTop } from "../list/RulesTop";
import { EvidenceFilters } from "./EvidenceFilters";
import { EvidenceRow } from "./EvidenceRow";
import css from "./evidence.module.css";

/** What the rules recorded, told of or stopped: who, when, by which version, on what facts. */
export function EvidencePage() {
  const { t } = useTranslation("rules");
  const words = useProblemWords();
  const { zone } = useMe().settings;
  const [address, change] = useAddress();
  const filter = Object.fromEntries(FILTERS.map((name) => [name, address[name] ?? ""])) as unknown as EvidenceFilter;
  const pages = useInfiniteQuery(
    evidenceQuery({
      rule: filter.rule || null,
      department: filter.department || null,
      outcome: filter.outcome || null,
      from_at: filter.from === "" ? null : dayStart(zone, filter.from),
      to_at: endOf(zone, filter.to),
    }),
  );
  const found = pages.data?.pages.flatMap((page) => page.items) ?? [];
  const filtered = FILTERS.some((name) => filter[name] !== "");
  return (
    <div className={list.page}>
      <RulesTop tab="evidence" />
      <div className={list.body}>
        <EvidenceFilters filter={filter} change={change} />
        {pages.isPending && <Skeleton rows={6} avatar={false} label={t("loading")} />}
        {pages.isError && found.length === 0 && (
          <ErrorState
            title={t("evidence.failed")}
            text={words(pages.error)}
            action={<Button onClick={() => void pages.refetch()}>{t("retry")}</Button>}
          />
        )}
        {pages.isSuccess && found.length === 0 && (
          <EmptyState
            title={t("evidence.none")}
            text={t(filtered ? "evidence.none_found_text" : "evidence.none_text")}
            actions={
              filtered && (
                <Button onClick={() => change(Object.fromEntries(FILTERS.map((name) => [name, null])))}>
                  {t("evidence.clear")}
                </Button>
              )
            }
          />
        )}
        <ul className={css.rows} aria-label={t("tab.evidence")}>
          {found.map((one) => (
            <EvidenceRow key={one.id} evidence={one} />
          ))}
        </ul>
        <MoreRows pages={pages} />
      </div>
    </div>
  );
}
