import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useAbility } from "../../platform/api";
import { Button, EmptyState } from "../../ui";
import css from "./DirectoryPage.module.css";

/** A company that has just moved in. */
export function NoDepartments() {
  const { t } = useTranslation("directory");
  const navigate = useNavigate();
  const mayImport = useAbility("roster.import");
  return (
    <div className={css.alone}>
      <EmptyState
        title={t("empty.title")}
        text={mayImport ? t("empty.import") : t("empty.wait")}
        actions={
          mayImport ? (
            <Button kind="primary" onClick={() => void navigate({ to: "/admin/import" })}>
              {t("empty.action")}
            </Button>
          ) : null
        }
      />
    </div>
  );
}
