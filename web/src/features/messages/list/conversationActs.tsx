import { Bell, BellOff, MailCheck, MailOpen, Pin, PinOff } from "lucide-react";
import { type ReactNode, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { toast } from "../../../ui";
import type { Conversation } from "../model/types";
import { markRead, markUnread, setPreference } from "../state/commands";

export interface Act {
  id: "pin" | "mute" | "unread";
  label: string;
  icon: ReactNode;
  onSelect(): void;
}

/** What can be done with a conversation in the list: by its menu, and by a finger that pushes its row. */
export function useConversationActs(c: Conversation): Act[] {
  const { t } = useTranslation("messages");
  return useMemo(() => {
    const run = (act: () => Promise<void>) => () => void act().catch(() => toast("error", t("error.action")));
    const unread = c.unread > 0 || c.marked_unread;
    return [
      {
        id: "pin",
        label: t(c.pinned ? "list.menu_unpin" : "list.menu_pin"),
        icon: c.pinned ? <PinOff size={16} /> : <Pin size={16} />,
        onSelect: run(() => setPreference(c, { pinned: !c.pinned })),
      },
      {
        id: "mute",
        label: t(c.muted ? "list.menu_unmute" : "list.menu_mute"),
        icon: c.muted ? <Bell size={16} /> : <BellOff size={16} />,
        onSelect: run(() => setPreference(c, { muted: !c.muted })),
      },
      {
        id: "unread",
        label: t(unread ? "list.menu_mark_read" : "list.menu_mark_unread"),
        icon: unread ? <MailCheck size={16} /> : <MailOpen size={16} />,
        onSelect: run(() => (unread ? markRead(c) : markUnread(c))),
      },
    ];
  }, [c, t]);
}
