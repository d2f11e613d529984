import { useRouter } from "@tanstack/react-router";
import { ChevronLeft } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useProblemWords } from "../../../platform/api";
import { IconButton } from "../../../ui";
import { useWordsIn } from "../fields";
import type { TemplateVersion } from "./api";
import css from "./apply.module.css";
import type { DraftState } from "./useDraft";

/** What is applied for, and whether it is kept. */
export function ApplyHeader({
  template,
  draft,
  error,
}: {
  template: TemplateVersion;
  draft: DraftState;
  error: unknown;
}) {
  const { t } = useTranslation("approval-form");
  const words = useProblemWords();
  const said = useWordsIn();
  const router = useRouter();
  const about = said(template.definition.about);
  return (
    <header className={css.header}>
      <IconButton label={t("apply.back")} onClick={() => void router.navigate({ to: "/approvals/new" })}>
        <ChevronLeft size={20} strokeWidth={1.75} aria-hidden />
      </IconButton>
      <div className={css.heading}>
        <h1 className={css.title}>{said(template.definition.name)}</h1>
        {about !== "" && <p className={css.about}>{about}</p>}
      </div>
      <p className={css.kept} role="status" data-failed={draft === "failed" || undefined}>
        {draft === "failed" ? t("draft.failed", { why: words(error) }) : draft === "none" ? "" : t(`draft.${draft}`)}
      </p>
    </header>
  );
}
