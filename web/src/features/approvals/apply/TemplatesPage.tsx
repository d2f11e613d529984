import { useDeferredValue, useState } from "react";
import { useTranslation } from "react-i18next";
import { useProblemWords } from "../../../platform/api";
import { useQuery } from "../../../platform/queries";
import { Button, EmptyState, ErrorState, SearchField, Skeleton } from "../../../ui";
import { templatesQuery } from "./api";
import css from "./apply.module.css";
import { Drafts } from "./Drafts";
import { grouped, recent } from "./grouping";
import { TemplateCard } from "./TemplateCard";

const RECENT = 4;

/** 发起审批: what one may apply for, by category, and what was begun. */
export function TemplatesPage() {
  const { t } = useTranslation("approval-form");
  const words = useProblemWords();
  const [typed, setTyped] = useState("");
  const asked = useQuery(templatesQuery);
  const all = asked.data?.items ?? [];
  const q = useDeferredValue(typed);
  const groups = grouped(all, q);
  const lately = q.trim() === "" && all.length > 2 * RECENT ? recent(all, RECENT) : [];
  return (
    <section className={css.page} aria-label={t("new.title")}>
      <header className={css.header}>
        <div className={css.heading}>
          <h1 className={css.title}>{t("new.title")}</h1>
          <p className={css.about}>{t("new.about")}</p>
        </div>
        <div className={css.search}>
          <SearchField
            framed
            value={typed}
            onChange={setTyped}
            label={t("new.search")}
            clearLabel={t("clear_search")}
          />
        </div>
      </header>
      <div className={css.body}>
        {q.trim() === "" && <Drafts />}
        {asked.isPending && <Skeleton rows={6} avatar={false} label={t("loading")} />}
        {asked.isError && (
          <ErrorState
            title={t("new.failed")}
            text={words(asked.error)}
            action={<Button onClick={() => void asked.refetch()}>{t("retry")}</Button>}
          />
        )}
        {lately.length > 0 && (
          <section className={css.group}>
            <h2 className={css.category}>{t("new.recent")}</h2>
            <ul className={css.cards}>
              {lately.map((template) => (
                <TemplateCard key={template.key} template={template} />
              ))}
            </ul>
          </section>
        )}
        {groups.map((group) => (
          <section key={group.category} className={css.group}>
            <h2 className={css.category}>{t(`category.${group.category}`)}</h2>
            <ul className={css.cards}>
              {group.templates.map((template) => (
                <TemplateCard key={template.key} template={template} />
              ))}
            </ul>
          </section>
        ))}
        {asked.isSuccess && groups.length === 0 && (
          <EmptyState
            title={t(all.length === 0 ? "new.none" : "new.none_found")}
            text={t(all.length === 0 ? "new.none_text" : "new.none_found_text")}
            {...(all.length === 0
              ? {}
              : { actions: <Button onClick={() => setTyped("")}>{t("clear_search")}</Button> })}
          />
        )}
      </div>
    </section>
  );
}
