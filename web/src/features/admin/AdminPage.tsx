import { Navigate, Outlet, useNavigate, useParams, useRouterState } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useMe } from "../../platform/api";
import { EmptyState } from "../../ui";
import css from "./AdminPage.module.css";
import { ImportPage } from "./import/ImportPage";
import { ImportStart } from "./import/ImportStart";
import { PARTS } from "./parts";
import { PeoplePage } from "./people/PeoplePage";

/** 管理后台: only what this person's roles open. Parts of other rooms are routes below this one. */
export function AdminPage() {
  const { t } = useTranslation("admin");
  const me = useMe();
  const navigate = useNavigate();
  const wanted = useRouterState({ select: (s) => s.location.pathname.split("/")[2] });
  const { importId } = useParams({ strict: false });
  const open = PARTS.filter((p) => p.abilities.some((a) => me.abilities.includes(a)));
  const part = open.find((p) => p.id === wanted)?.id;
  const parts = useRef<HTMLUListElement>(null);
  // On the phone the parts stand beside each other, and not all of them are seen.
  useEffect(() => {
    if (part !== undefined)
      parts.current?.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
  }, [part]);

  if (open[0] === undefined) return <EmptyState title={t("none.title")} text={t("none.text")} />;
  if (part === undefined) return <Navigate to={`/admin/${open[0].id}`} replace />;
  return (
    <div className={css.page}>
      <nav className={css.nav} aria-label={t("title")}>
        <h1 className={css.title}>{t("title")}</h1>
        <ul ref={parts} className={css.parts}>
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
        <Outlet />
      </section>
    </div>
  );
}
