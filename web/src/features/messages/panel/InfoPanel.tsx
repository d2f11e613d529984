import { X } from "lucide-react";
import { useTranslation } from "react-i18next";
import { usePhone } from "../../../platform/screen";
import { Dialog, IconButton } from "../../../ui";
import type { Conversation } from "../model/types";
import { GroupPanel } from "./GroupPanel";
import { PersonPanel } from "./PersonPanel";
import styles from "./panel.module.css";

interface Props {
  conversation: Conversation;
  onClose(): void;
  onLeft(): void;
}

export function InfoPanel({ conversation, onClose, onLeft }: Props) {
  const { t } = useTranslation("messages");
  const phone = usePhone();
  const content =
    conversation.kind === "group" ? (
      <GroupPanel conversation={conversation} onLeft={onLeft} />
    ) : (
      <PersonPanel conversation={conversation} />
    );
  // A phone has no third column: there it is a sheet from below.
  if (phone) {
    return (
      <Dialog open onClose={onClose} title={t("chat.info")}>
        {content}
      </Dialog>
    );
  }
  return (
    <aside className={styles.panel} aria-label={t("chat.info")}>
      <IconButton label={t("panel.close")} onClick={onClose} className={styles.close}>
        <X size={20} aria-hidden />
      </IconButton>
      {content}
    </aside>
  );
}
