import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { isOffline } from "../../platform/api";
import { useQuery } from "../../platform/queries";
import { Button } from "../../ui/Button";
import { ErrorState, Skeleton } from "../../ui/States";
import { setupQuery } from "./api";
import { Door } from "./Door";
import css from "./login.module.css";
import { SetupForm } from "./SetupForm";
import { useSealed } from "./sealed";

/** The company begins: the one-time link that the server printed makes its first administrator. */
export function SetupPage() {
  const { t } = useTranslation(["login", "ui"]);
  const navigate = useNavigate();
  const token = useSealed();
  const status = useQuery({ ...setupQuery(token), enabled: token !== "" });

  if (status.isError && isOffline(status.error)) {
    return (
      <Door title={t("setup.title")}>
        <ErrorState
          title={t("ui:page.offline")}
          text={t("ui:page.offline_text")}
          action={
            <Button kind="primary" busy={status.isFetching} onClick={() => void status.refetch()}>
              {t("ui:retry")}
            </Button>
          }
        />
      </Door>
    );
  }
  if (token === "" || status.isError || status.data?.needed === false) {
    return (
      <Door title={t("setup.invalid")} text={t("setup.invalid_text")}>
        <div className={css.stack}>
          <Button kind="primary" size="l" onClick={() => void navigate({ to: "/login", search: {} })}>
            {t("to_login")}
          </Button>
        </div>
      </Door>
    );
  }
  return (
    <Door title={t("setup.title")} text={t("setup.text")}>
      {status.isPending ? <Skeleton rows={4} avatar={false} label={t("ui:loading")} /> : <SetupForm token={token} />}
    </Door>
  );
}
