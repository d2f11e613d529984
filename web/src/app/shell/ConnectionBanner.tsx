import { useRouterState } from "@tanstack/react-router";
import { CloudOff, LoaderCircle } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useConnection } from "../../platform/socket";
import css from "./ConnectionBanner.module.css";

const PATIENCE_MS = 2_000;

/** Says calmly that the connection is gone. The messages say it themselves, beside what waits. */
export function ConnectionBanner() {
  const { t } = useTranslation("ui");
  const { state } = useConnection();
  const messages = useRouterState({ select: (s) => s.location.pathname.startsWith("/messages") });
  const broken = state === "offline" || state === "reconnecting" || state === "connecting";
  const [late, setLate] = useState(false);
  useEffect(() => {
    setLate(false);
    if (!broken) return;
    const timer = window.setTimeout(() => setLate(true), PATIENCE_MS);
    return () => window.clearTimeout(timer);
  }, [broken]);
  const shown = broken && late && !messages;
  return (
    <div role="status">
      {shown && (
        <p className={css.banner}>
          {state === "offline" ? (
            <CloudOff size={16} aria-hidden />
          ) : (
            <LoaderCircle size={16} aria-hidden className={css.turn} />
          )}
          {t(state === "offline" ? "connection.offline" : "connection.reconnecting")}
        </p>
      )}
    </div>
  );
}
