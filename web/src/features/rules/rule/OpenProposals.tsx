import { useTranslation } from "react-i18next";
import { useInfiniteQuery } from "../../../platform/queries";
import { proposalsQuery } from "../api/queries";
import type { RuleDetail } from "../api/rules";
import { ProposalCard } from "../proposals/ProposalCard";
import css from "./rule.module.css";

/** Changes of this rule that wait for somebody. */
export function OpenProposals({ rule }: { rule: RuleDetail }) {
  const { t } = useTranslation("rules");
  const pages = useInfiniteQuery({ ...proposalsQuery("open"), enabled: rule.proposals > 0 });
  const open = pages.data?.pages.flatMap((page) => page.items).filter((p) => p.rule.id === rule.id) ?? [];
  if (open.length === 0) return null;
  return (
    <section className={css.section} aria-label={t("proposal.waiting")}>
      <h3 className={css.heading}>{t("proposal.waiting")}</h3>
      <ul className={css.cards}>
        {open.map((one) => (
          <ProposalCard key={one.id} proposal={one} />
        ))}
      </ul>
    </section>
  );
}
