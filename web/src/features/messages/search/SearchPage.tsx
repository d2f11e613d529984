import { ChevronLeft } from "lucide-react";
import { useEffect, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useAddress } from "../../../platform/address";
import { useMe } from "../../../platform/api";
import { useInfiniteQuery } from "../../../platform/queries";
import { Button, EmptyState, ErrorState, IconButton, SearchField } from "../../../ui";
import { messaging } from "../api/messaging";
import { RowsSkeleton } from "../people/RowsSkeleton";
import { serverClock } from "../state/now";
import { Conditions } from "./Conditions";
import { Hits } from "./Hits";
import { MAX_QUERY, queryOf } from "./query";
import css from "./SearchPage.module.css";

const PAGE = 30;
const SETTLE_MS = 200;
const NO_CONDITIONS = { kind: null, by: null, in: null, span: null, from: null, to: null };

interface Props {
  onBack(): void;
  onOpen(conversationId: string, seq: number): void;
}

/** Everything that was said and that one may see; the address holds what is asked for. */
export function SearchPage({ onBack, onOpen }: Props) {
  const { t } = useTranslation("search");
  const me = useMe();
  const { zone } = me.settings;
  const [address, change] = useAddress();
  const [typed, setTyped] = useState(address.q ?? "");
  const asked = address.q ?? "";
  // Spans of days move with the day, not with the minute: a query that is the same is not asked again.
  const day = Math.floor(serverClock.now() / 3_600_000_000);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the hour stands for the clock
  const query = useMemo(() => queryOf(address, zone, serverClock.now()), [JSON.stringify(address), zone, day]);

  useEffect(() => {
    const next = typed.trim().slice(0, MAX_QUERY);
    if (next === asked) return;
    const timer = window.setTimeout(() => change({ q: next === "" ? null : next }, true), SETTLE_MS);
    return () => window.clearTimeout(timer);
  }, [typed, asked, change]);

  const search = useInfiniteQuery({
    queryKey: ["messages", "search", query],
    queryFn: ({ pageParam, signal }) =>
      messaging.searchMessages({ ...(query ?? { q: "" }), cursor: pageParam, limit: PAGE }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next_cursor,
    enabled: query !== null,
    gcTime: 60_000,
  });
  const hits = search.data?.pages.flatMap((page) => page.items) ?? [];
  const narrowed = Object.keys(NO_CONDITIONS).some((name) => address[name]);

  return (
    <div className={css.page}>
      <header className={css.header}>
        <IconButton label={t("back")} onClick={onBack}>
          <ChevronLeft size={22} strokeWidth={1.75} aria-hidden />
        </IconButton>
        <h1 className={css.title}>{t("title")}</h1>
        <SearchField
          value={typed}
          onChange={setTyped}
          label={t("placeholder")}
          clearLabel={t("clear")}
          maxLength={MAX_QUERY}
          focused
        />
      </header>
      <Conditions address={address} change={change} />
      <div className={css.body} aria-busy={search.isFetching}>
        {query === null ? (
          <EmptyState title={t("start")} text={t("start_text")} />
        ) : search.isPending ? (
          <div className={css.waiting} role="status" aria-label={t("loading")}>
            <RowsSkeleton count={7} />
          </div>
        ) : search.isError && hits.length === 0 ? (
          <ErrorState
            title={t("failed")}
            action={<Button onClick={() => void search.refetch()}>{t("retry")}</Button>}
          />
        ) : hits.length === 0 && !search.hasNextPage ? (
          <EmptyState
            title={t("none", { query: query.q })}
            text={t("none_text")}
            actions={narrowed ? <Button onClick={() => change(NO_CONDITIONS)}>{t("reset")}</Button> : undefined}
          />
        ) : (
          <Hits
            hits={hits}
            more={search.hasNextPage}
            loading={search.isFetchingNextPage}
            onMore={() => void search.fetchNextPage()}
            onOpen={onOpen}
          />
        )}
      </div>
    </div>
  );
}
