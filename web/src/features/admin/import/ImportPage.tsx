import { useNavigate } from "@tanstack/react-router";
import { ChevronLeft } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useMe, useProblemWords } from "../../../platform/api";
import { useQuery, useQueryClient } from "../../../platform/queries";
import { useSocketEvent } from "../../../platform/socket";
import { momentOf } from "../../../platform/when";
import { Button, ErrorState, IconButton, Skeleton } from "../../../ui";
import type { Import } from "../api/imports";
import { importQuery } from "../api/queries";
import { FailedState } from "./FailedState";
import css from "./ImportPage.module.css";
import { Result } from "./Result";
import { Working } from "./Working";

/** One import, wherever it stands: being read, to be decided, being applied, done or failed. */
export function ImportPage({ id }: { id: string }) {
  const { t } = useTranslation("admin");
  const words = useProblemWords();
  const navigate = useNavigate();
  const client = useQueryClient();
  const me = useMe();
  const query = useQuery(importQuery(id));
  const one = query.data;

  useSocketEvent("import.progress", (event) => {
    if (event.import_id !== id) return;
    const key = importQuery(id).queryKey;
    const known = client.getQueryData(key);
    // Only the counts travel by the socket; another state brings more than that.
    if (known?.state !== event.state) void client.invalidateQueries({ queryKey: key, exact: true });
    else client.setQueryData(key, { ...known, done: event.done, total: event.total });
  });
  const put = (next: Import) => client.setQueryData(importQuery(id).queryKey, next);
  const again = () => void navigate({ to: "/admin/import" });

  return (
    <div className={css.page}>
      <header className={css.header}>
        <IconButton label={t("import.back")} onClick={again}>
          <ChevronLeft size={20} strokeWidth={1.75} />
        </IconButton>
        <div className={css.words}>
          <h2 className={css.title}>{one?.file_name ?? t("part.import")}</h2>
          {one && (
            <p className={css.meta}>
              {t("import.uploaded", { at: momentOf(me.settings.zone, one.created_at) })}
              {one.rows > 0 && ` · ${t("import.rows", { count: one.rows })}`}
            </p>
          )}
        </div>
      </header>
      {query.isPending && <Skeleton rows={6} avatar={false} label={t("import.loading")} />}
      {query.isError && one === undefined && (
        <ErrorState
          title={t("import.lost")}
          text={words(query.error)}
          action={<Button onClick={again}>{t("import.again")}</Button>}
        />
      )}
      {(one?.state === "reading" || one?.state === "applying") && <Working one={one} />}
      {one?.state === "failed" && <FailedState one={one} onAgain={again} />}
      {(one?.state === "rehearsed" || one?.state === "applied") && <Result one={one} onChange={put} onAgain={again} />}
    </div>
  );
}
