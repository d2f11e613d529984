import { useNavigate } from "@tanstack/react-router";
import { ChevronLeft, FileText } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useProblemWords } from "../../../platform/api";
import { queryClient } from "../../../platform/queries";
import { Button, FileField, IconButton, Notice, PaneTitle, Segmented, TextAreaField } from "../../../ui";
import { importQuery, imports } from "../api/imports";
import css from "./ImportStart.module.css";

const steps = ["read", "settle", "draft", "publish"] as const;

/** Where a text comes in: as a file or pasted. Nothing is published before people have looked at it. */
export function ImportStart() {
  const { t } = useTranslation("regulations");
  const words = useProblemWords();
  const navigate = useNavigate();
  const [way, setWay] = useState<"file" | "paste">("file");
  const [typed, setTyped] = useState("");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);

  const send = async (name: string, body: Blob) => {
    setBusy(true);
    setError(null);
    try {
      const one = await imports.create(name, body);
      queryClient.setQueryData(importQuery(one.id).queryKey, one);
      await navigate({ to: "/regulations/import/$importId", params: { importId: one.id } });
    } catch (refusal) {
      setError(words(refusal));
      setBusy(false);
    }
  };

  return (
    <div className={css.page}>
      <header className={css.header}>
        <IconButton label={t("back")} onClick={() => void navigate({ to: "/regulations" })}>
          <ChevronLeft size={20} strokeWidth={1.75} aria-hidden />
        </IconButton>
        <PaneTitle>{t("import.title")}</PaneTitle>
      </header>
      <div className={css.column}>
        <p className={css.lead}>{t("import.lead")}</p>
        <div className={css.way}>
          <Segmented
            label={t("import.way")}
            value={way}
            items={[
              { id: "file", label: t("import.way_file") },
              { id: "paste", label: t("import.way_paste") },
            ]}
            onChange={setWay}
          />
        </div>
        {error !== null && <Notice tone="danger">{error}</Notice>}
        {way === "file" ? (
          <FileField
            label={t("import.choose")}
            hint={t("import.kinds")}
            zone={t("import.drop")}
            icon={<FileText size={40} strokeWidth={1.25} aria-hidden />}
            accept=".txt,.md,.markdown,text/plain,text/markdown"
            busy={busy}
            onFiles={([file]) => {
              if (file !== undefined) void send(file.name, file);
            }}
          />
        ) : (
          <div className={css.paste}>
            <TextAreaField
              label={t("import.paste")}
              hint={t("import.paste_hint")}
              rows={12}
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
            />
            <Button
              kind="primary"
              busy={busy}
              disabled={typed.trim() === ""}
              onClick={() => void send(t("import.pasted_name"), new Blob([typed]))}
            >
              {t("import.read")}
            </Button>
          </div>
        )}
        <ol className={css.steps}>
          {steps.map((step, n) => (
            <li key={step} className={css.step}>
              <span className={css.digit} aria-hidden>
                {n + 1}
              </span>
              <span>
                <strong>{t(`step.${step}`)}</strong>
                <span className={css.small}>{t(`step.${step}_text`)}</span>
              </span>
            </li>
          ))}
        </ol>
      </div>
    </div>
  );
}
