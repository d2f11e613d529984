import { useNavigate, useParams, useRouterState } from "@tanstack/react-router";
import { FileUp, type LucideIcon, UserCog } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useMe } from "../../platform/api";
import { EmptyState } from "../../ui";
import css from "./AdminPage.module.css";
import { ImportPage } from "./import/ImportPage";
import { ImportStart } from "./import/ImportStart";
import { PeoplePage } from "./people/PeoplePage";

type Part = "people" | "import";

interface PartInfo {
  id: Part;
  ability: string;
  icon: LucideIcon;
}

const parts: PartInfo[] = [
  { id: "people", ability: "admin.people", icon: UserCog },
  { id: "import", ability: "roster.import", icon: FileUp },
];

/** 管理后台: only what this person's roles open. */
export function AdminPage() {
  const { t } = useTranslation("admin");
  const me = useMe();
  const navigate = useNavigate();
  const path = useRouterState({ select: (s) => s.location.pathname });
  const { importId } = useParams({ strict: false });
  const open = parts.filter((p) => me.abilities.includes(p.ability));
  const wanted: Part = path.startsWith("/admin/import") ? "import" : "people";
  const part = (open.find((p) => p.id === wanted) ?? open[0])?.id;

  if (part === undefined) return <EmptyState title={t("none.title")} text={t("none.text")} />;
  return (
    <div className={css.page}>
      <nav className={css.nav} aria-label={t("title")}>
        <h1 className={css.title}>{t("title")}</h1>
        <ul className={css.parts}>
          {open.map(({ id, icon: Icon }) => (
            <li key={id}>
              <button
                type="button"
                className={css.part}
                aria-current={id === part ? "page" : undefined}
                onClick={() => void navigate({ to: `/admin/${id}` })}
              >
                <Icon size={18} strokeWidth={1.75} aria-hidden />
                {t(`part.${id}`)}
              </button>
            </li>
          ))}
        </ul>
      </nav>
      <section className={css.pane} aria-label={t(`part.${part}`)}>
        {part === "people" && <PeoplePage />}
        {part === "import" && (importId === undefined ? <ImportStart /> : <ImportPage key={importId} id={importId} />)}
      </section>
    </div>
  );
}
