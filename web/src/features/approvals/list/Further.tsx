import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { dayOf } from "../../../platform/when";
import { Button, MoreRows } from "../../../ui";
import type { RowList } from "../api/types";
import css from "./list.module.css";

/** So many rows fill a page; with fewer it is looked further by itself, for so many parts. */
const ENOUGH = 20;
const BY_ITSELF = 10;

interface Pages {
  data: { pages: RowList[] } | undefined;
  hasNextPage: boolean;
  isFetching: boolean;
  isFetchingNextPage: boolean;
  isPlaceholderData: boolean;
  isError: boolean;
  fetchNextPage: () => Promise<unknown>;
}

/** What follows in a list: more rows, or how far back a narrowed one was looked through and looking further. */
export function Further({ pages, found, zone }: { pages: Pages; found: number; zone: string }) {
  const { t } = useTranslation("approvals");
  const { fetchNextPage } = pages;
  const parts = pages.data?.pages.length ?? 0;
  const back = pages.data?.pages.at(-1)?.looked_back_to ?? null;
  const idle = !pages.isFetching && !pages.isPlaceholderData && !pages.isError;
  const goesOn = back !== null && idle && found < ENOUGH && parts < BY_ITSELF;
  // biome-ignore lint/correctness/useExhaustiveDependencies: one part after the other
  useEffect(() => {
    if (goesOn) void fetchNextPage();
  }, [goesOn, parts]);
  if (back === null) return <MoreRows pages={pages} />;
  return (
    <div className={css.further}>
      <p role="status">{t(found === 0 ? "looked.none" : "looked.some", { day: dayOf(zone, back), count: found })}</p>
      <Button busy={pages.isFetchingNextPage} onClick={() => void fetchNextPage()}>
        {t("looked.further")}
      </Button>
    </div>
  );
}
