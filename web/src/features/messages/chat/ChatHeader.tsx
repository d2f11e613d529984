import { Link } from "@tanstack/react-router";
import { ChevronLeft, Info, PanelRight, Search, UserPlus } from "lucide-react";
import { useTranslation } from "react-i18next";
import { usePhone } from "../../../platform/screen";
import { IconButton, PaneTitle, PresenceDot } from "../../../ui";
import type { Conversation } from "../model/types";
import { useSigns } from "../state/signs";
import { titleOf } from "../words/words";
import styles from "./ChatHeader.module.css";
import { DateJump } from "./history/DateJump";

interface Props {
  conversation: Conversation;
  panelOpen: boolean;
  onBack(): void;
  onPanel(): void;
  /** Leads to the messages of a day. */
  onDay(day: string): void;
  onAdd: (() => void) | null;
}

export function ChatHeader({ conversation: c, panelOpen, onBack, onPanel, onDay, onAdd }: Props) {
  const { t } = useTranslation("messages");
  // A phone has no third column that could open: there it is a sheet, and people are added from it.
  const phone = usePhone();
  const PanelIcon = phone ? Info : PanelRight;
  return (
    <header className={styles.header}>
      <IconButton label={t("chat.back")} onClick={onBack} className={styles.back}>
        <ChevronLeft size={24} aria-hidden />
      </IconButton>
      <div className={styles.names}>
        {c.kind === "group" ? (
          <PaneTitle count={c.member_count} countLabel={t("chat.members", { n: c.member_count })}>
            {titleOf(c, t)}
          </PaneTitle>
        ) : (
          <PaneTitle>{titleOf(c, t)}</PaneTitle>
        )}
        {c.kind === "direct" && <PeerLine conversation={c} />}
      </div>
      <Link
        to="/search"
        search={{ in: c.id } as never}
        className={styles.search}
        aria-label={t("chat.search")}
        title={t("chat.search")}
      >
        <Search size={20} strokeWidth={1.75} aria-hidden />
      </Link>
      <DateJump onDay={onDay} />
      {onAdd !== null && !phone && (
        <IconButton label={t("group.add")} onClick={onAdd}>
          <UserPlus size={20} strokeWidth={1.75} aria-hidden />
        </IconButton>
      )}
      {c.kind !== "self" && (
        <IconButton label={t("chat.info")} on={panelOpen} aria-pressed={panelOpen} onClick={onPanel}>
          <PanelIcon size={20} strokeWidth={1.75} aria-hidden />
        </IconButton>
      )}
    </header>
  );
}

/** Presence, its note and the post: what one wants to know before writing. */
function PeerLine({ conversation: { peer } }: { conversation: Conversation }) {
  const { t } = useTranslation("messages");
  const heard = useSigns((s) => (peer === null ? undefined : s.presence.get(peer.id)));
  if (peer === null) return null;
  const presence = heard ?? peer.presence;
  const parts = [t(`presence.${presence.state}`), presence.note, peer.department_name, peer.post].filter(Boolean);
  return (
    <div className={styles.peer}>
      <PresenceDot state={presence.state} />
      {parts.join(" · ")}
    </div>
  );
}
