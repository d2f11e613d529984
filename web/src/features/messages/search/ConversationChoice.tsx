import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { SearchField } from "../../../ui";
import { ordered } from "../model/inbox";
import { useInbox } from "../state/inboxStore";
import { ConversationAvatar } from "../words/ConversationAvatar";
import { titleOf } from "../words/words";
import css from "./ConversationChoice.module.css";

const SHOWN = 30;

/** One of my conversations, by name. */
export function ConversationChoice({ onChoose }: { onChoose(id: string): void }) {
  const { t } = useTranslation(["search", "messages"]);
  const [typed, setTyped] = useState("");
  const inbox = useInbox((s) => s.inbox);
  const found = useMemo(() => {
    const needle = typed.trim().toLowerCase();
    const all = ordered(inbox, "all").map((c) => ({ c, title: titleOf(c, t as never) }));
    return all.filter(({ title }) => title.toLowerCase().includes(needle)).slice(0, SHOWN);
  }, [inbox, typed, t]);
  return (
    <div className={css.choice}>
      <SearchField
        framed
        value={typed}
        onChange={setTyped}
        label={t("conversation.filter")}
        clearLabel={t("clear")}
        focused
      />
      <ul className={css.list}>
        {found.map(({ c, title }) => (
          <li key={c.id}>
            <button type="button" className={css.row} onClick={() => onChoose(c.id)}>
              <ConversationAvatar conversation={c} size={28} />
              <span className={css.name}>{title}</span>
            </button>
          </li>
        ))}
      </ul>
      {found.length === 0 && <p className={css.none}>{t("conversation.none", { query: typed.trim() })}</p>}
    </div>
  );
}
