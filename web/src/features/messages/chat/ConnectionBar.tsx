import { CloudOff, LoaderCircle } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { ConnectionState } from "../../../platform/socket";
import styles from "./ConnectionBar.module.css";

const PATIENCE_MS = 1_200;

/** A short interruption is not worth a line; a longer one is named. */
export function ConnectionBar({ state }: { state: ConnectionState }) {
  const { t } = useTranslation("messages");
  const [late, setLate] = useState(false);
  const broken = state !== "open";
  useEffect(() => {
    setLate(false);
    if (!broken) return;
    const timer = window.setTimeout(() => setLate(true), PATIENCE_MS);
    return () => window.clearTimeout(timer);
  }, [broken]);
  const shown = state === "offline" || (broken && late);
  return (
    <div role="status">
      {shown && (
        <div className={styles.bar}>
          {state === "offline" || state === "ended" ? (
            <CloudOff size={16} aria-hidden />
          ) : (
            <LoaderCircle size={16} aria-hidden className={styles.turn} />
          )}
          {t(`chat.connection_${state as "offline"}`)}
        </div>
      )}
    </div>
  );
}
