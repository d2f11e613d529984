import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../../ui";
import type { RegulationImport } from "../api/imports";
import { ApplyDialog } from "./ApplyDialog";
import css from "./ImportPage.module.css";

/** What is left to do, and the next step. */
export function ApplyBar({ one, left }: { one: RegulationImport; left: number }) {
  const { t } = useTranslation("regulations");
  const [asking, setAsking] = useState(false);
  return (
    <footer className={css.bar}>
      <p className={css.hint}>{t(left === 0 ? "apply.ready" : "apply.left", { count: left })}</p>
      <Button kind="primary" onClick={() => setAsking(true)}>
        {t("apply.button")}
      </Button>
      {asking && <ApplyDialog one={one} left={left} onClose={() => setAsking(false)} />}
    </footer>
  );
}
