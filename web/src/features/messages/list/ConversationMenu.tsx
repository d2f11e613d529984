import { useTranslation } from "react-i18next";
import { PointMenu } from "../../../ui/PointMenu";
import type { Conversation } from "../model/types";
import { useInbox } from "../state/inboxStore";
import { titleOf } from "../words/words";
import { useConversationActs } from "./conversationActs";

export interface MenuTarget {
  conversation: Conversation;
  at: { x: number; y: number };
  from: HTMLElement;
}

export function ConversationMenu({ target, onClose }: { target: MenuTarget; onClose(): void }) {
  const { t } = useTranslation("messages");
  const c = useInbox((s) => s.inbox.byId.get(target.conversation.id)) ?? target.conversation;
  const acts = useConversationActs(c);
  return (
    <PointMenu
      at={target.at}
      from={target.from}
      label={t("list.menu_label", { name: titleOf(c, t) })}
      onClose={onClose}
      groups={[acts]}
    />
  );
}
