import { useTranslation } from "react-i18next";
import { useAddress } from "../../../platform/address";
import { useProblemWords } from "../../../platform/api";
import { useInfiniteQuery } from "../../../platform/queries";
import { Button, EmptyState, ErrorState, MoreRows, Segmented, Skeleton } from "../../../ui";
import type { ProposalState } from "../api/proposals";
import { proposalsQuery } from "../api/queries";
import list from "../list/list.module.css";
import { RulesTop } from "../list/RulesTop";
import { ProposalCard } from "./ProposalCard";
import css from "./proposals.module.css";

const shown = ["open", "confirmed", "rejected", "all"] as const;
type Shown = (typeof shown)[number];

/** Changes that were asked for: those that wait, and what became of the others. */
export function ProposalsPage() {
  const { t } = useTranslation("rules");
  const words = useProblemWords();
  const [address, change] = useAddress();
  const which: Shown = shown.find((s) => s === address.state) ?? "open";
  const state: ProposalState | null = which === "all" ? null : which;
  const pages = useInfiniteQuery(proposalsQuery(state));
  const found = pages.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <div className={list.page}>
      <RulesTop tab="proposals" />
      <div className={list.body}>
        <div className={css.filter}>
          <Segmented<Shown>
            label={t("proposal.state")}
            items={shown.map((id) => ({ id, label: t(`proposal.state_${id}`) }))}
            value={which}
            onChange={(next) => change({ state: next === "open" ? null : next }, true)}
          />
        </div>
        {pages.isPending && <Skeleton rows={4} avatar={false} label={t("loading")} />}
        {pages.isError && found.length === 0 && (
          <ErrorState
            title={t("proposal.failed")}
            text={words(pages.error)}
            action={<Button onClick={() => void pages.refetch()}>{t("retry")}</Button>}
          />
        )}
        {pages.isSuccess && found.length === 0 && (
          <EmptyState
            title={t(which === "open" ? "proposal.none_open" : "proposal.none")}
            text={t(which === "open" ? "proposal.none_open_text" : "proposal.none_text")}
          />
        )}
        <ul className={css.cards} aria-label={t("tab.proposals")}>
          {found.map((one) => (
            <ProposalCard key={one.id} proposal={one} named />
          ))}
        </ul>
        <MoreRows pages={pages} />
      </div>
    </div>
  );
}
