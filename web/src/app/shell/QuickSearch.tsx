import { useNavigate } from "@tanstack/react-router";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { openDirect } from "../../features/messages/live";
import { useProblemWords } from "../../platform/api";
import { closeQuickSearch } from "../../platform/quickSearch";
import { SearchDialog, toast } from "../../ui";
import { QuickRow } from "./QuickRow";
import css from "./QuickSearch.module.css";
import { type Found, useFound } from "./quickFound";

const LIST = "quick-search-list";

/** Ctrl+K: to a conversation or a person in a few letters. */
export function QuickSearch() {
  const { t } = useTranslation("ui");
  const words = useProblemWords();
  const navigate = useNavigate();
  const [typed, setTyped] = useState("");
  const [at, setAt] = useState(0);
  const { items, pending, failed, people } = useFound(typed.trim());
  const list = useRef<HTMLDivElement>(null);
  const marked = Math.min(at, items.length - 1);

  useEffect(() => {
    list.current?.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" });
  });

  const openCard = (personId: string) => {
    closeQuickSearch();
    void navigate({ to: "/directory/$personId", params: { personId } });
  };
  const open = async (item: Found, card: boolean) => {
    if (card && item.person !== null) return openCard(item.person.id);
    closeQuickSearch();
    if (item.group === "messages") return void navigate({ to: "/search", search: { q: item.name } as never });
    try {
      const conversationId = item.conversationId ?? (await openDirect(item.person?.id ?? "")).id;
      await navigate({ to: "/messages/$conversationId", params: { conversationId } });
    } catch (error) {
      toast("error", words(error));
      if (item.person !== null) openCard(item.person.id);
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || event.nativeEvent.keyCode === 229) return;
    const item = items[marked];
    if (event.key === "ArrowDown") setAt((marked + 1) % Math.max(1, items.length));
    else if (event.key === "ArrowUp") setAt((marked - 1 + items.length) % Math.max(1, items.length));
    else if (event.key === "Enter" && item !== undefined) void open(item, event.shiftKey);
    else return;
    event.preventDefault();
  };
  const empty = items.length === 0 && !pending;

  return (
    <SearchDialog
      label={t("search.title")}
      placeholder={t("search.placeholder")}
      value={typed}
      onChange={(next) => {
        setTyped(next);
        setAt(0);
      }}
      onClose={closeQuickSearch}
      onKeyDown={onKeyDown}
      listId={LIST}
      activeId={items[marked] === undefined ? undefined : `quick-${items[marked].key}`}
      expanded={items.length > 0}
    >
      <div ref={list} id={LIST} role="listbox" aria-label={t("search.results")} className={css.list}>
        {items.map((item, index) => (
          <QuickRow
            key={item.key}
            item={item}
            marked={index === marked}
            heading={index === 0 || items[index - 1]?.group !== item.group ? t(`search.${item.group}`) : null}
            onMark={() => setAt(index)}
            onOpen={(card) => void open(item, card)}
          />
        ))}
      </div>
      {empty && (
        <p className={css.none} role="status">
          {failed
            ? t("search.failed")
            : typed.trim() === ""
              ? t("search.start")
              : t("search.none", { query: typed.trim() })}
        </p>
      )}
      <footer className={css.keys} aria-hidden>
        <span>
          <kbd>↑</kbd>
          <kbd>↓</kbd>
          {t("keys.move")}
        </span>
        <span>
          <kbd>Enter</kbd>
          {t("search.chat")}
        </span>
        {people && (
          <span>
            <kbd>Shift</kbd>
            <kbd>Enter</kbd>
            {t("search.card")}
          </span>
        )}
      </footer>
    </SearchDialog>
  );
}
