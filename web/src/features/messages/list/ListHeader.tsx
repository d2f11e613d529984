import { MessageCirclePlus, NotebookPen, Plus, Search, UsersRound } from "lucide-react";
import { useTranslation } from "react-i18next";
import { IconButton, Menu } from "../../../ui";
import styles from "./ConversationList.module.css";
import { shortcut } from "./shortcut";

interface Props {
  onSearch(): void;
  onNewGroup(): void;
  onNewDirect(): void;
  onSelf(): void;
}

export function ListHeader({ onSearch, onNewGroup, onNewDirect, onSelf }: Props) {
  const { t } = useTranslation("messages");
  return (
    <header className={styles.header}>
      <h1 className={styles.title}>{t("list.title")}</h1>
      <button type="button" className={styles.search} onClick={onSearch}>
        <Search size={16} aria-hidden />
        <span>{t("list.search")}</span>
        <kbd>{shortcut()}</kbd>
      </button>
      <Menu
        align="end"
        trigger={
          <IconButton label={t("list.new")}>
            <Plus size={20} strokeWidth={1.75} aria-hidden />
          </IconButton>
        }
        groups={[
          [
            { id: "group", label: t("group.create"), icon: <UsersRound size={16} />, onSelect: onNewGroup },
            { id: "direct", label: t("list.new_direct"), icon: <MessageCirclePlus size={16} />, onSelect: onNewDirect },
          ],
          [{ id: "self", label: t("list.new_self"), icon: <NotebookPen size={16} />, onSelect: onSelf }],
        ]}
      />
    </header>
  );
}
