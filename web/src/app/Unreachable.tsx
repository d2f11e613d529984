import { useRouter } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { isOffline } from "../platform/api";
import { Button } from "../ui/Button";
import { ErrorState } from "../ui/States";
import css from "./Frame.module.css";

const AGAIN_MS = 10_000;

/** A page could not be shown: no server, or a fault of ours. Comes back by itself with the network. */
export function Unreachable({ error, reset }: { error: unknown; reset?: () => void }) {
  const { t } = useTranslation("ui");
  const router = useRouter();
  const [busy, setBusy] = useState(false);
  // After an update of the server, the files that an open page asks for are gone.
  const stale = error instanceof TypeError && /import|module/i.test(error.message);
  const lost = isOffline(error);

  const again = async () => {
    if (stale && navigator.onLine) return location.reload();
    setBusy(true);
    reset?.();
    await router.invalidate();
    setBusy(false);
  };
  useEffect(() => {
    if (!lost) return;
    const onOnline = () => void router.invalidate();
    const timer = window.setInterval(onOnline, AGAIN_MS);
    window.addEventListener("online", onOnline);
    return () => {
      window.clearInterval(timer);
      window.removeEventListener("online", onOnline);
    };
  }, [lost, router]);

  const kind = stale ? "stale" : lost ? "offline" : "fault";
  return (
    <main className={css.centre}>
      <div className={css.card}>
        <ErrorState
          page
          title={t(`page.${kind}`)}
          text={t(`page.${kind}_text`)}
          action={
            <Button kind="primary" busy={busy} onClick={() => void again()}>
              {t(stale ? "page.reload" : "retry")}
            </Button>
          }
        />
      </div>
    </main>
  );
}
