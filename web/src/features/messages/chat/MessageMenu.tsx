import { useTranslation } from "react-i18next";
import { PointMenu } from "../../../ui/PointMenu";
import { actionsFor } from "../model/actions";
import { countdown } from "../model/recall";
import type { Message } from "../model/types";
import { useServerNow } from "../state/now";
import { useChat } from "./actions";
import { ACTION_ICONS } from "./Toolbar";

interface Props {
  message: Message;
  at: { x: number; y: number };
  from: HTMLElement;
  onClose(): void;
}

/** What may be done with a message; the countdown goes on while the menu is open. */
export function MessageMenu({ message, at, from, onClose }: Props) {
  const { t } = useTranslation("messages");
  const { me, windowSeconds, actions } = useChat();
  const now = useServerNow(1000);
  const items = actionsFor(message, me, now, windowSeconds).map(({ key, until }) => {
    const Icon = ACTION_ICONS[key];
    return {
      id: key,
      label: t(`message.${key}`),
      icon: <Icon size={16} />,
      ...(until === null ? {} : { hint: countdown(until, now) }),
      onSelect: () => actions.run(key, message),
    };
  });
  return <PointMenu at={at} from={from} label={t("message.actions")} groups={[items]} onClose={onClose} />;
}
