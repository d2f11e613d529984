import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { Virtualizer, type VirtualizerHandle } from "virtua";
import { useProblemWords } from "../../../platform/api";
import { useInfiniteQuery } from "../../../platform/queries";
import { Button, EmptyState, ErrorState, Skeleton } from "../../../ui";
import type { RowKind } from "../api/imports";
import { rowsQuery } from "../api/queries";
import { RosterRow } from "./RosterRow";
import css from "./RowList.module.css";

interface Props {
  id: string;
  kind: RowKind;
  applied: boolean;
  count: number;
}

const NEAR_END = 20;

/** The lines of one kind; only those on the screen are drawn. */
export function RowList({ id, kind, applied, count }: Props) {
  const { t } = useTranslation("admin");
  const words = useProblemWords();
  const view = useRef<VirtualizerHandle>(null);
  const list = useInfiniteQuery({ ...rowsQuery(id, kind, applied), enabled: count > 0 });
  const rows = list.data?.pages.flatMap((page) => page.items) ?? [];
  const look = () => {
    const v = view.current;
    if (v === null || !list.hasNextPage || list.isFetchingNextPage) return;
    if (v.findItemIndex(v.scrollOffset + v.viewportSize) >= rows.length - NEAR_END) void list.fetchNextPage();
  };

  if (count === 0) {
    return (
      <div className={css.fill}>
        <EmptyState title={t(`none.${kind}`)} />
      </div>
    );
  }
  if (list.isError && rows.length === 0) {
    return (
      <div className={css.fill}>
        <ErrorState
          title={t("import.rows_failed")}
          text={words(list.error)}
          action={<Button onClick={() => void list.refetch()}>{t("retry")}</Button>}
        />
      </div>
    );
  }
  return (
    <div className={css.table}>
      <div className={`${css.row} ${css.head}`} aria-hidden>
        <span>{t("row.line")}</span>
        <span>{t("row.who")}</span>
        <span>{t(kind === "fault" ? "row.wrong" : "row.what")}</span>
      </div>
      {list.isPending ? (
        <Skeleton rows={8} avatar={false} label={t("import.loading")} />
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a long list of nothing but text must scroll by keys
        <section className={css.body} tabIndex={0} aria-label={t(`kind.${kind}`)}>
          <Virtualizer ref={view} data={rows} as="ul" item="li" onScroll={look}>
            {(row, i) => <RosterRow key={`${row.line} ${row.number} ${i}`} row={row} />}
          </Virtualizer>
        </section>
      )}
    </div>
  );
}
