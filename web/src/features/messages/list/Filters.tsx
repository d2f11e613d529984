import { useTranslation } from "react-i18next";
import { passes } from "../model/inbox";
import type { Filter } from "../model/types";
import { useInbox } from "../state/inboxStore";
import styles from "./ConversationList.module.css";

const FILTERS: Filter[] = ["all", "unread", "mentioned", "groups"];

export function Filters({ value, onChange }: { value: Filter; onChange(filter: Filter): void }) {
  const { t } = useTranslation("messages");
  const unread = useInbox((s) => {
    let count = 0;
    for (const c of s.inbox.byId.values()) if (passes(c, "unread") && !c.muted) count += Math.max(1, c.unread);
    return count;
  });
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be a scrolling row in all browsers
    <div className={styles.filters} role="group" aria-label={t("list.filter_label")}>
      {FILTERS.map((filter) => (
        <button
          key={filter}
          type="button"
          className={styles.filter}
          aria-pressed={filter === value}
          onClick={() => onChange(filter)}
        >
          {t(`list.filter_${filter}`)}
          {filter === "unread" && unread > 0 && <span>{unread > 999 ? "999+" : unread}</span>}
        </button>
      ))}
    </div>
  );
}
