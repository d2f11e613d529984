import { useNavigate } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useProblemWords } from "../../../platform/api";
import { type Upload, upload } from "../api/upload";
import { DropZone } from "./DropZone";
import css from "./ImportStart.module.css";
import { Sending } from "./Sending";

const steps = ["upload", "check", "apply", "hand_out"] as const;

/** Where a roster comes in; nothing changes in the company before it was looked at. */
export function ImportStart() {
  const { t } = useTranslation("admin");
  const words = useProblemWords();
  const navigate = useNavigate();
  const [sending, setSending] = useState<{ name: string; share: number } | null>(null);
  const [error, setError] = useState<string | null>(null);
  const running = useRef<Upload | null>(null);
  useEffect(() => () => running.current?.cancel(), []);

  const send = async (file: File) => {
    setSending({ name: file.name, share: 0 });
    setError(null);
    const sent = upload(file, (share) => setSending({ name: file.name, share }));
    running.current = sent;
    try {
      const one = await sent.done;
      running.current = null;
      await navigate({ to: "/admin/import/$importId", params: { importId: one.id } });
    } catch (refusal) {
      if (!isAbort(refusal)) setError(words(refusal));
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
          <Sending name={sending.name} share={sending.share} onCancel={() => running.current?.cancel()} />
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

function isAbort(error: unknown): boolean {
  return error instanceof DOMException && error.name === "AbortError";
}
