import { SmilePlus } from "lucide-react";
import { useTranslation } from "react-i18next";
import { PointMenu } from "../../../ui/PointMenu";
import { useChat } from "../chat/actions";
import { reactedBy } from "../model/marks";
import { countdown } from "../model/recall";
import type { Message } from "../model/types";
import { useServerNow } from "../state/now";
import { ACTION_ICONS } from "./icons";
import { emojiName, QUICK } from "./quick";
import { useOffered } from "./useOffered";

interface Props {
  message: Message;
  at: { x: number; y: number };
  from: HTMLElement;
  onClose(): void;
}

/** What may be done with a message; the countdown goes on while the menu is open. */
export function MessageMenu({ message, at, from, onClose }: Props) {
  const { t } = useTranslation("chat-act");
  const { me, writes, actions } = useChat();
  const now = useServerNow(1000);
  const groups = useOffered(message, now).map((group) =>
    group.map(({ key, until }) => {
      const Icon = ACTION_ICONS[key];
      return {
        id: key,
        label: t(`act.${key}`),
        icon: <Icon size={16} />,
        ...(until === null ? {} : { hint: countdown(until, now) }),
        onSelect: () => actions.run(key, message),
      };
    }),
  );
  const quick = QUICK.map((emoji) => ({
    id: emoji,
    label: t(reactedBy(message, emoji, me) ? "react.off" : "react.on", { name: emojiName(emoji) }),
    show: emoji,
    on: reactedBy(message, emoji, me),
    onSelect: () => actions.react(message, emoji),
  }));
  const more = {
    id: "more",
    label: t("act.react"),
    show: <SmilePlus size={18} strokeWidth={1.75} aria-hidden />,
    on: false,
    onSelect: () => actions.pickReaction(message, from),
  };
  return (
    <PointMenu
      at={at}
      from={from}
      label={t("act.label")}
      quick={writes ? [...quick, more] : []}
      groups={groups}
      onClose={onClose}
    />
  );
}
