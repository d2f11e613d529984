import { type ReactNode, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { VList, type VListHandle } from "virtua";
import { Button, EmptyState, ErrorState } from "../../../ui";
import type { Kept } from "../../messages/model/acting";
import { RowsSkeleton } from "../../messages/people/RowsSkeleton";
import css from "./KeptList.module.css";
import type { KeptPages } from "./useKept";

interface Props<K extends Kept> {
  label: string;
  pages: KeptPages<K>;
  empty: { title: string; text: string };
  children(item: K): ReactNode;
}

const NEAR_END = 8;

/** The rows of a list, or what stands in their place; only what is on the screen is drawn. */
export function KeptList<K extends Kept>({ label, pages, empty, children }: Props<K>) {
  const { t } = useTranslation("collected");
  const { items, state, more, loading, onMore } = pages;
  const list = useRef<VListHandle>(null);
  const look = () => {
    const view = list.current;
    if (view === null || !more || loading) return;
    if (view.findItemIndex(view.scrollOffset + view.viewportSize) >= items.length - NEAR_END) onMore();
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: looked at again when a page has come
  useEffect(look, [items.length, more, loading]);

  if (state === "pending") {
    return (
      <div className={css.waiting} role="status" aria-label={t("loading")}>
        <RowsSkeleton count={7} />
      </div>
    );
  }
  if (state === "failed") {
    return (
      <div className={css.center}>
        <ErrorState title={t("failed")} action={<Button onClick={pages.retry}>{t("retry")}</Button>} />
      </div>
    );
  }
  if (items.length === 0) {
    return (
      <div className={css.center}>
        <EmptyState {...empty} />
      </div>
    );
  }
  return (
    <section className={css.frame} aria-label={label}>
      <VList ref={list} className={css.list} onScroll={look} role="list">
        {items.map((item) => (
          // biome-ignore lint/a11y/useSemanticElements: the virtual list puts a div around every row
          <div key={`${item.conversation.id}-${item.seq}`} role="listitem" className={css.item}>
            {children(item)}
          </div>
        ))}
        {more && (
          <div key="more" className={css.more}>
            <Button busy={loading} onClick={onMore}>
              {t("more")}
            </Button>
          </div>
        )}
      </VList>
    </section>
  );
}
