import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { VList, type VListHandle } from "virtua";
import { Button } from "../../../ui";
import type { SearchHit } from "../model/types";
import { Hit } from "./Hit";
import css from "./Hits.module.css";

interface Props {
  hits: readonly SearchHit[];
  more: boolean;
  loading: boolean;
  onMore(): void;
  onOpen(conversationId: string, seq: number): void;
}

const NEAR_END = 10;

/** What was found, newest first; only what is on the screen is drawn. Arrow keys go from one to the next. */
export function Hits({ hits, more, loading, onMore, onOpen }: Props) {
  const { t } = useTranslation("search");
  const list = useRef<VListHandle>(null);
  const frame = useRef<HTMLElement>(null);

  const look = () => {
    const view = list.current;
    if (view === null || !more || loading) return;
    if (view.findItemIndex(view.scrollOffset + view.viewportSize) >= hits.length - NEAR_END) onMore();
  };
  // A page may hold little or nothing that one may see: then the next one is asked for at once.
  // biome-ignore lint/correctness/useExhaustiveDependencies: looked at again when a page has come
  useEffect(look, [hits.length, more, loading]);

  return (
    <section
      ref={frame}
      className={css.frame}
      aria-label={t("results")}
      onKeyDown={(event) => {
        const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
        if (step === 0) return;
        const all = [...(frame.current?.querySelectorAll<HTMLElement>("[data-hit]") ?? [])];
        const next = all[all.indexOf(document.activeElement as HTMLElement) + step];
        if (next === undefined) return;
        event.preventDefault();
        next.focus();
      }}
    >
      <VList ref={list} className={css.list} onScroll={look}>
        {hits.map((hit) => (
          <Hit key={`${hit.conversation.id}-${hit.message.seq}`} hit={hit} onOpen={onOpen} />
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
