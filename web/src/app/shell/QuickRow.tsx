import { IdCard, Search } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Avatar, GroupAvatar } from "../../ui";
import css from "./QuickSearch.module.css";
import type { Found } from "./quickFound";

interface Props {
  item: Found;
  marked: boolean;
  heading: string | null;
  onMark(): void;
  onOpen(card: boolean): void;
}

export function QuickRow({ item, marked, heading, onMark, onOpen }: Props) {
  const { t } = useTranslation("ui");
  const { person } = item;
  return (
    <>
      {heading !== null && (
        <div role="presentation" className={css.heading}>
          {heading}
        </div>
      )}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the keys are handled in the search box */}
      <div
        id={`quick-${item.key}`}
        role="option"
        aria-selected={marked}
        tabIndex={-1}
        className={css.row}
        onPointerMove={onMark}
        onClick={() => onOpen(false)}
      >
        {item.group === "messages" ? (
          <span className={css.sign}>
            <Search size={18} strokeWidth={1.75} aria-hidden />
          </span>
        ) : person === null ? (
          <GroupAvatar id={item.conversationId ?? ""} size={36} />
        ) : (
          <Avatar person={person} size={36} presence />
        )}
        <span className={css.words}>
          <span className={css.name}>
            {item.group === "messages" ? t("search.in_messages", { query: item.name }) : item.name}
          </span>
          {person !== null && (
            <span className={css.post}>{[person.department_name, person.post].filter(Boolean).join(" · ")}</span>
          )}
        </span>
        {person !== null && <span className={css.number}>{person.number}</span>}
        {person !== null && (
          // For the pointer only: the keyboard has Shift+Enter, and an option may hold no control of its own.
          <span
            aria-hidden
            title={t("search.card")}
            className={css.card}
            onClick={(event) => {
              event.stopPropagation();
              onOpen(true);
            }}
          >
            <IdCard size={18} strokeWidth={1.75} />
          </span>
        )}
      </div>
    </>
  );
}
