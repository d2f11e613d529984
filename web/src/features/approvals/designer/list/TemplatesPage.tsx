import { useNavigate } from "@tanstack/react-router";
import { Plus } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useProblemWords } from "../../../../platform/api";
import { useQuery } from "../../../../platform/queries";
import { Button, EmptyState, ErrorState, SearchField, Segmented, Skeleton } from "../../../../ui";
import { type AdminTemplate, adminTemplatesQuery } from "../api";
import css from "./list.module.css";
import { TemplateRow } from "./TemplateRow";
import { VersionsDialog } from "./VersionsDialog";

type Show = "all" | "on" | "off";

/** 审批模板: every kind of approval, whether it is offered, and its versions. */
export function TemplatesPage() {
  const { t } = useTranslation("approval-designer");
  const words = useProblemWords();
  const navigate = useNavigate();
  const asked = useQuery(adminTemplatesQuery);
  const [typed, setTyped] = useState("");
  const [show, setShow] = useState<Show>("all");
  const [versions, setVersions] = useState<AdminTemplate | null>(null);
  const all = asked.data?.items ?? [];
  const wanted = typed.trim().toLowerCase();
  const found = all.filter(
    (one) =>
      `${one.name} ${one.key}`.toLowerCase().includes(wanted) && (show === "all" || one.enabled === (show === "on")),
  );
  const begin = () => void navigate({ to: "/admin/approval-templates/$templateKey", params: { templateKey: "new" } });
  return (
    <div className={css.page}>
      <header className={css.header}>
        <div className={css.words}>
          <h2 className={css.title}>{t("list.title")}</h2>
          <p className={css.about}>{t("list.about")}</p>
        </div>
        <Button kind="primary" icon={<Plus size={16} aria-hidden />} onClick={begin}>
          {t("list.new")}
        </Button>
      </header>
      <div className={css.tools}>
        <div className={css.search}>
          <SearchField
            framed
            value={typed}
            onChange={setTyped}
            label={t("list.search")}
            clearLabel={t("list.clear_search")}
          />
        </div>
        <Segmented<Show>
          label={t("list.show")}
          items={(["all", "on", "off"] as const).map((id) => ({ id, label: t(`list.show_${id}`) }))}
          value={show}
          onChange={setShow}
        />
      </div>
      <div className={css.body}>
        {asked.isPending && <Skeleton rows={7} avatar={false} label={t("loading")} />}
        {asked.isError && all.length === 0 && (
          <ErrorState
            title={t("list.failed")}
            text={words(asked.error)}
            action={<Button onClick={() => void asked.refetch()}>{t("retry")}</Button>}
          />
        )}
        {asked.isSuccess && found.length === 0 && (
          <EmptyState
            title={t(all.length === 0 ? "list.none" : "list.none_found")}
            text={t(all.length === 0 ? "list.none_text" : "list.none_found_text")}
          />
        )}
        {found.length > 0 && (
          <ul className={css.rows} aria-label={t("list.title")}>
            {found.map((one) => (
              <TemplateRow key={one.key} template={one} onVersions={() => setVersions(one)} />
            ))}
          </ul>
        )}
      </div>
      {versions !== null && <VersionsDialog template={versions} onClose={() => setVersions(null)} />}
    </div>
  );
}
