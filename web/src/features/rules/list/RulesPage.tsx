import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useAddress } from "../../../platform/address";
import { useProblemWords } from "../../../platform/api";
import { useInfiniteQuery } from "../../../platform/queries";
import { Button, EmptyState, ErrorState, MoreRows, SearchField, Skeleton } from "../../../ui";
import { rulesQuery } from "../api/queries";
import css from "./list.module.css";
import { RuleRow } from "./RuleRow";
import { RulesTop } from "./RulesTop";

const SETTLE_MS = 180;

/** All rules, each in a sentence with its value of today. */
export function RulesPage() {
  const { t } = useTranslation("rules");
  const words = useProblemWords();
  const [address, change] = useAddress();
  const q = address.q ?? "";
  const [typed, setTyped] = useState(q);
  const list = useInfiniteQuery(rulesQuery(q));
  const found = list.data?.pages.flatMap((page) => page.items) ?? [];

  useEffect(() => setTyped(q), [q]);
  useEffect(() => {
    if (typed.trim() === q) return;
    const timer = window.setTimeout(() => change({ q: typed.trim() || null }, true), SETTLE_MS);
    return () => window.clearTimeout(timer);
  }, [typed, q, change]);

  return (
    <div className={css.page}>
      <RulesTop tab="rules" />
      <div className={css.body}>
        <div className={css.search}>
          <SearchField
            framed
            value={typed}
            onChange={setTyped}
            label={t("list.search")}
            clearLabel={t("list.clear_search")}
          />
        </div>
        {list.isPending && <Skeleton rows={6} avatar={false} label={t("loading")} />}
        {list.isError && found.length === 0 && (
          <ErrorState
            title={t("list.failed")}
            text={words(list.error)}
            action={<Button onClick={() => void list.refetch()}>{t("retry")}</Button>}
          />
        )}
        {list.isSuccess && found.length === 0 && (
          <EmptyState
            title={t("list.none_found", { q })}
            text={t("list.none_found_text")}
            actions={<Button onClick={() => change({ q: null })}>{t("list.clear_search")}</Button>}
          />
        )}
        {found.length > 0 && (
          <ul className={css.rows} aria-label={t("tab.rules")}>
            {found.map((rule) => (
              <RuleRow key={rule.id} rule={rule} />
            ))}
          </ul>
        )}
        <MoreRows pages={list} />
      </div>
    </div>
  );
}
