import { Link, useNavigate } from "@tanstack/react-router";
import { ChevronLeft } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useMe, useProblemWords } from "../../../platform/api";
import { useQuery } from "../../../platform/queries";
import { momentOf } from "../../../platform/when";
import { Button, ErrorState, IconButton, Notice, PaneTitle, Skeleton } from "../../../ui";
import { importQuery, type RegulationImport } from "../api/imports";
import { waiting } from "../model/doubts";
import { useSizeWords } from "../state/words";
import css from "./ImportPage.module.css";
import { Settling } from "./Settling";

/** One import: what was read, what is doubtful in it at its place, and the way to a draft. */
export function ImportPage({ id }: { id: string }) {
  const { t } = useTranslation("regulations");
  const words = useProblemWords();
  const navigate = useNavigate();
  const { zone } = useMe().settings;
  const size = useSizeWords();
  const query = useQuery(importQuery(id));
  const one = query.data;
  const back = () => void navigate({ to: "/regulations/import" });
  return (
    <div className={css.page}>
      <header className={css.header}>
        <IconButton label={t("import.back")} onClick={back}>
          <ChevronLeft size={20} strokeWidth={1.75} aria-hidden />
        </IconButton>
        <div className={css.heading}>
          <PaneTitle>{one === undefined ? t("import.title") : one.title || one.file_name}</PaneTitle>
          {one && (
            <p className={css.meta}>
              {[one.file_name, momentOf(zone, one.created_at), size(one)].filter(Boolean).join(" · ")}
            </p>
          )}
        </div>
      </header>
      {query.isPending && <Skeleton rows={8} avatar={false} label={t("import.loading")} />}
      {query.isError && one === undefined && (
        <ErrorState
          title={t("import.lost")}
          text={words(query.error)}
          action={<Button onClick={back}>{t("import.again")}</Button>}
        />
      )}
      {one?.state === "applied" && <Applied one={one} />}
      {one && <Settling one={one} />}
    </div>
  );
}

/** It is a draft by now; what was left doubtful still wants to be looked at. */
function Applied({ one }: { one: RegulationImport }) {
  const { t } = useTranslation("regulations");
  const left = waiting(one).length;
  if (one.regulation_id === null || one.version === null) return null;
  return (
    <div className={css.notice}>
      <Notice
        tone={left > 0 ? "warn" : "ok"}
        action={
          <Link
            to="/regulations/$regulationId"
            params={{ regulationId: one.regulation_id }}
            search={{ version: one.version } as never}
            className={css.link}
          >
            {t("import.to_draft")}
          </Link>
        }
      >
        {t(left > 0 ? "import.applied_open" : "import.applied", { n: one.version, count: left })}
      </Notice>
    </div>
  );
}
