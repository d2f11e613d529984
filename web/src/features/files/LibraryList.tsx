import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { VList, type VListHandle } from "virtua";
import { Button, EmptyState, ErrorState, Skeleton } from "../../ui";
import type { Entry, useLibrary } from "./api";
import css from "./FilesPage.module.css";
import { LibraryRow } from "./LibraryRow";

interface Props {
  library: ReturnType<typeof useLibrary>;
  query: string;
  onUpload(): void;
  onShare(entry: Entry): void;
  onRemove(entry: Entry): void;
}

const NEAR_END = 10;

/** The files, or what stands in their place; only what is on the screen is drawn. */
export function LibraryList({ library, query, onUpload, onShare, onRemove }: Props) {
  const { t } = useTranslation("files");
  const { entries, hasNextPage, isFetchingNextPage, fetchNextPage } = library;
  const list = useRef<VListHandle>(null);
  const look = () => {
    const view = list.current;
    if (view === null || !hasNextPage || isFetchingNextPage) return;
    if (view.findItemIndex(view.scrollOffset + view.viewportSize) >= entries.length - NEAR_END) void fetchNextPage();
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: looked at again when a page has come
  useEffect(look, [entries.length, hasNextPage, isFetchingNextPage]);

  if (library.isPending) return <Skeleton label={t("loading")} rows={7} />;
  if (library.isError && entries.length === 0) {
    return (
      <div className={css.center}>
        <ErrorState
          title={t("failed")}
          text={t("failed_hint")}
          action={<Button onClick={() => void library.refetch()}>{t("retry")}</Button>}
        />
      </div>
    );
  }
  if (entries.length === 0) {
    return (
      <div className={css.center}>
        {query === "" ? (
          <EmptyState
            title={t("empty")}
            text={t("empty_hint")}
            actions={
              <Button kind="primary" onClick={onUpload}>
                {t("upload.button")}
              </Button>
            }
          />
        ) : (
          <EmptyState title={t("none", { query })} text={t("none_hint")} />
        )}
      </div>
    );
  }
  return (
    <VList
      ref={list}
      className={css.list}
      onScroll={look}
      role="list"
      aria-label={t("title")}
      aria-busy={library.isPlaceholderData}
    >
      {entries.map((entry) => (
        // biome-ignore lint/a11y/useSemanticElements: the virtual list puts a div around every row
        <div key={entry.file.id} role="listitem" className={css.item}>
          <LibraryRow entry={entry} onShare={() => onShare(entry)} onRemove={() => onRemove(entry)} />
        </div>
      ))}
    </VList>
  );
}
