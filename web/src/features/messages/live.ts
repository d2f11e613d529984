import { useNavigate } from "@tanstack/react-router";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { useMe } from "../../platform/api";
import { configureAlerts } from "./alerts/alerts";
import { badgeTotal } from "./model/inbox";
import { openDirect } from "./state/commands";
import { useInbox } from "./state/inboxStore";
import { useSigns } from "./state/signs";
import { startSync } from "./state/sync";
import { messageLine, titleOf } from "./words/words";

/** What the shell needs of the messages: the live connection, the badge, and a way to a person. */
export { openDirect };

/** How many messages wait; for the badge of the rail and of the title. */
export function useUnreadTotal(): number {
  return useInbox((s) => badgeTotal(s.inbox));
}

/** Runs once, in the shell, while somebody is signed in. */
export function useLiveMessages(): void {
  const me = useMe();
  const { t } = useTranslation("messages");
  const navigate = useNavigate();
  const { id } = me.account;
  const { desktop_notifications: enabled } = me.settings;
  const doNotDisturb = useSigns((s) => s.presence.get(id) ?? me.account.presence)?.state === "dnd";

  useEffect(() => startSync(id), [id]);

  useEffect(() => {
    configureAlerts({
      me: id,
      enabled,
      doNotDisturb,
      words(message, c) {
        const text = messageLine(message, id, t);
        const title = titleOf(c, t);
        return { title, body: c.kind === "group" ? t("alert.many", { name: message.sender_name, text }) : text };
      },
      open: (conversationId) => void navigate({ to: "/messages/$conversationId", params: { conversationId } }),
    });
    return () => configureAlerts(null);
  }, [id, enabled, doNotDisturb, t, navigate]);
}
