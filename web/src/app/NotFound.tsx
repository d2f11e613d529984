import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Button } from "../ui/Button";
import { EmptyState } from "../ui/States";
import css from "./Frame.module.css";

export function NotFound() {
  const { t } = useTranslation("ui");
  const navigate = useNavigate();
  return (
    <main className={css.centre}>
      <div className={css.card}>
        <EmptyState
          page
          title={t("page.not_found")}
          text={t("page.not_found_text")}
          actions={
            <Button kind="primary" onClick={() => void navigate({ to: "/messages" })}>
              {t("page.home")}
            </Button>
          }
        />
      </div>
    </main>
  );
}
