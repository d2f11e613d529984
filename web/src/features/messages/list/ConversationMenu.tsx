import { Bell, BellOff, MailCheck, MailOpen, Pin, PinOff } from "lucide-react";
import { useTranslation } from "react-i18next";
import { toast } from "../../../ui";
import { PointMenu } from "../../../ui/PointMenu";
import type { Conversation } from "../model/types";
import { markRead, markUnread, setPreference } from "../state/commands";
import { useInbox } from "../state/inboxStore";
import { titleOf } from "../words/words";

export interface MenuTarget {
  conversation: Conversation;
  at: { x: number; y: number };
  from: HTMLElement;
}

export function ConversationMenu({ target, onClose }: { target: MenuTarget; onClose(): void }) {
  const { t } = useTranslation("messages");
  const c = useInbox((s) => s.inbox.byId.get(target.conversation.id)) ?? target.conversation;
  const run = (act: () => Promise<void>) => () => void act().catch(() => toast("error", t("error.action")));
  const unread = c.unread > 0 || c.marked_unread;
  return (
    <PointMenu
      at={target.at}
      from={target.from}
      label={t("list.menu_label", { name: titleOf(c, t) })}
      onClose={onClose}
      groups={[
        [
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
        ],
      ]}
    />
  );
}
