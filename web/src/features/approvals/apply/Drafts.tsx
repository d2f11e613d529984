import { Link } from "@tanstack/react-router";
import { Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMe, useProblemWords } from "../../../platform/api";
import { useQuery, useQueryClient } from "../../../platform/queries";
import { shortMoment } from "../../../platform/when";
import { ConfirmDialog, IconButton, toast } from "../../../ui";
import { applying, type Draft, draftsKey, draftsQuery } from "./api";
import css from "./apply.module.css";

const FIRST = 3;

/** What this person has begun and not sent. */
export function Drafts() {
  const { t } = useTranslation("approval-form");
  const words = useProblemWords();
  const client = useQueryClient();
  const { zone } = useMe().settings;
  const [removing, setRemoving] = useState<Draft | null>(null);
  const [all, setAll] = useState(false);
  const drafts = useQuery(draftsQuery).data?.items ?? [];
  if (drafts.length === 0) return null;
  const remove = async (draft: Draft) => {
    try {
      await applying.removeDraft(draft.id);
    } catch (error) {
      toast("error", t("draft.not_removed"), words(error));
    }
    await client.invalidateQueries({ queryKey: draftsKey });
  };
  return (
    <section className={css.group}>
      <h2 className={css.category}>{t("draft.title")}</h2>
      <ul className={css.drafts} aria-label={t("draft.title")}>
        {(all ? drafts : drafts.slice(0, FIRST)).map((draft) => (
          <li key={draft.id} className={css.draft}>
            <Link
              to="/approvals/new/$key"
              params={{ key: draft.template.key }}
              search={{ draft: draft.id } as never}
              className={css.draftLink ?? ""}
            >
              <span className={css.cardName}>{draft.title || draft.template.name}</span>
              <span className={css.cardAbout}>
                {t(draft.title === "" ? "draft.saved_at" : "draft.facts", {
                  name: draft.template.name,
                  at: shortMoment(zone, draft.changed_at, Date.now() * 1000),
                })}
              </span>
            </Link>
            <IconButton label={t("draft.remove", { name: draft.template.name })} onClick={() => setRemoving(draft)}>
              <Trash2 size={18} strokeWidth={1.75} aria-hidden />
            </IconButton>
          </li>
        ))}
      </ul>
      {!all && drafts.length > FIRST && (
        <button type="button" className={css.moreDrafts} onClick={() => setAll(true)}>
          {t("draft.all", { n: drafts.length })}
        </button>
      )}
      {removing !== null && (
        <ConfirmDialog
          title={t("draft.remove_title")}
          text={t("draft.remove_text", { name: removing.template.name })}
          action={t("draft.remove_do")}
          onConfirm={() => remove(removing)}
          onClose={() => setRemoving(null)}
        />
      )}
    </section>
  );
}
