import { useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { isOffline } from "../../platform/api";
import { useQuery } from "../../platform/queries";
import { Button } from "../../ui/Button";
import { Notice } from "../../ui/Notice";
import { ErrorState } from "../../ui/States";
import { setupQuery } from "./api";
import { Door } from "./Door";
import { LoginForm } from "./LoginForm";
import css from "./login.module.css";

/** Reasons for which one finds oneself here that deserve a sentence. */
const REASONS = ["expired", "ended", "frozen"] as const;

export function LoginPage() {
  const { t } = useTranslation(["login", "ui"]);
  const { next, why } = useSearch({ strict: false });
  const setup = useQuery(setupQuery());
  const [tried, setTried] = useState(false);
  const reason = tried ? undefined : REASONS.find((r) => r === why);

  if (setup.isError && isOffline(setup.error)) {
    return (
      <Door title={t("title")}>
        <ErrorState
          title={t("ui:page.offline")}
          text={t("ui:page.offline_text")}
          action={
            <Button kind="primary" busy={setup.isFetching} onClick={() => void setup.refetch()}>
              {t("ui:retry")}
            </Button>
          }
        />
      </Door>
    );
  }
  return (
    <Door title={t("title")} text={t("text")}>
      <div className={css.stack}>
        {reason && <Notice tone={reason === "frozen" ? "danger" : "info"}>{t(`why.${reason}`)}</Notice>}
        {setup.data?.needed && <Notice title={t("setup.needed")}>{t("setup.needed_text")}</Notice>}
        <LoginForm next={next} onTry={() => setTried(true)} />
        <p className={css.help}>{t("help")}</p>
      </div>
    </Door>
  );
}
