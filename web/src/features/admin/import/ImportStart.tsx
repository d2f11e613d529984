import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useProblemWords } from "../../../platform/api";
import { Progress } from "../../../ui";
import { imports } from "../api/imports";
import { DropZone } from "./DropZone";
import css from "./ImportStart.module.css";

const steps = ["upload", "check", "apply", "hand_out"] as const;

/** Where a roster comes in; nothing changes in the company before it was looked at. */
export function ImportStart() {
  const { t } = useTranslation("admin");
  const words = useProblemWords();
  const navigate = useNavigate();
  const [sending, setSending] = useState<string | null>(null);
  const [error, setError] = useState<string | null>(null);

  const send = async (file: File) => {
    setSending(file.name);
    setError(null);
    try {
      const one = await imports.create(file);
      await navigate({ to: "/admin/import/$importId", params: { importId: one.id } });
    } catch (refusal) {
      setError(words(refusal));
      setSending(null);
    }
  };

  return (
    <div className={css.page}>
      <div className={css.column}>
        <h2 className={css.title}>{t("part.import")}</h2>
        <p className={css.lead}>{t("import.lead")}</p>
        {sending === null ? (
          <DropZone onFile={(file) => void send(file)} onFault={(fault) => setError(t(`import.file_${fault}`))} />
        ) : (
          <div className={css.sending}>
            <p>{t("import.sending", { name: sending })}</p>
            <Progress label={t("import.sending", { name: sending })} value={null} />
          </div>
        )}
        {error !== null && (
          <p className={css.error} role="alert">
            {error}
          </p>
        )}
        <ol className={css.steps}>
          {steps.map((step, i) => (
            <li key={step} className={css.step}>
              <span className={css.digit}>{i + 1}</span>
              <span>
                <strong>{t(`import.step_${step}`)}</strong>
                <span className={css.small}>{t(`import.step_${step}_text`)}</span>
              </span>
            </li>
          ))}
        </ol>
        <details className={css.more}>
          <summary>{t("import.columns_title")}</summary>
          <p>{t("import.columns_needed")}</p>
          <p>{t("import.columns_other")}</p>
          <p>{t("import.columns_rule")}</p>
        </details>
      </div>
    </div>
  );
}
