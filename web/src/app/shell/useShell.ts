import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { useAcknowledgements } from "../../features/acknowledgement/live/useAcknowledgements";
import { useApprovals } from "../../features/approvals/live/useApprovals";
import { useCollected } from "../../features/collected/live/useCollected";
import { useLiveMessages, useUnreadTotal } from "../../features/messages/live";
import {
  call,
  type List,
  type Presence,
  putPresence,
  putSettings,
  renewKeptMe,
  renewMe,
  type Settings,
  sessionLost,
  useMe,
} from "../../platform/api";
import { needWords } from "../../platform/i18n";
import { followSettings } from "../../platform/session";
import { socket, useConnection, useSocketEvent, watchPresence } from "../../platform/socket";
import { setBadge } from "../../platform/title";
import { installWorker } from "../../platform/worker";
import { loadLate } from "../../ui";
import { useShellKeys } from "./useShellKeys";
import { useWarnings } from "./useWarnings";

const LOST = { session_ended: "ended", frozen: "frozen", password_change: "password" } as const;

/** What runs for as long as somebody is signed in, whatever page is open. */
export function useShell(): void {
  useLiveMessages();
  useCollected();
  useAcknowledgements();
  useApprovals();
  useShellKeys();
  useWarnings();
  useEffect(() => {
    loadLate();
    installWorker();
    void import("../../platform/screen/keyboard").then(({ followKeyboard }) => followKeyboard());
    needWords("problem").catch(() => undefined); // refusals are then told as the server words them
  }, []);
  useBadge();
  useEnd();
  usePresenceOfMine();
  useEffect(() => socket.onHello(renewKeptMe), []);

  useSocketEvent("settings.changed", ({ settings }) => {
    putSettings(settings as Settings);
    void followSettings(settings as Settings);
  });
  // Rules, roles and names come with Me: it is asked for again when one of them changed.
  const again = () => void renewMe().catch(() => undefined);
  useSocketEvent("rules.changed", again);
  useSocketEvent("directory.changed", again);
}

function useBadge(): void {
  const { t } = useTranslation("ui");
  const unread = useUnreadTotal();
  useEffect(() => setBadge(t("brand"), unread), [t, unread]);
  useEffect(() => () => setBadge(document.title.replace(/^\(.*?\) /, ""), 0), []);
}

/** The server ended the session, or wants a new password: it says so on the socket. */
function useEnd(): void {
  const { end } = useConnection();
  useEffect(() => {
    if (end !== null && end !== "signed_out") sessionLost(LOST[end]);
  }, [end]);
}

/** One's own presence may be set on another device, and ends by itself. */
function usePresenceOfMine(): void {
  const { id } = useMe().account;
  useEffect(() => {
    watchPresence("me", [id]);
    // Nobody tells how it is when the connection comes: it is asked for, and being here is online.
    const off = socket.onHello(() => {
      call<List<{ presence: Presence }>>("GET", "/presence", { query: { ids: id } })
        .then(({ items: [mine] }) => {
          if (mine)
            putPresence(mine.presence.state === "offline" ? { ...mine.presence, state: "online" } : mine.presence);
        })
        .catch(() => undefined);
    });
    return () => {
      off();
      watchPresence("me", []);
    };
  }, [id]);
  useSocketEvent("presence", (e) => {
    if (e.account_id === id) putPresence(e.presence);
  });
}
