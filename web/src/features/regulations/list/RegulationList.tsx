import { useNavigate } from "@tanstack/react-router";
import { FileUp } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useAbility, useProblemWords } from "../../../platform/api";
import { useQuery } from "../../../platform/queries";
import { Button, EmptyState, ErrorState, PaneTitle, SearchField, Skeleton } from "../../../ui";
import { AcknowledgementsLink } from "../../acknowledgement/mine/Link";
import { listQuery } from "../api/read";
import { ownFirst } from "../model/versions";
import css from "./RegulationList.module.css";
import { RegulationRow } from "./RegulationRow";

/** Every regulation that the reader may see, and for whoever writes them the way to bring one in. */
export function RegulationList() {
  const { t } = useTranslation("regulations");
  const words = useProblemWords();
  const navigate = useNavigate();
  const writer = useAbility("regulation.write");
  const list = useQuery(listQuery);
  const [typed, setTyped] = useState("");
  const wanted = typed.trim().toLowerCase();
  const found = ownFirst(list.data ?? []).filter((one) => one.title.toLowerCase().includes(wanted));
  return (
    <div className={css.page}>
      <header className={css.header}>
        <div className={css.heading}>
          <PaneTitle count={list.data?.length}>{t("title")}</PaneTitle>
          <p className={css.about}>{t("about")}</p>
        </div>
        <div className={css.tools}>
          <AcknowledgementsLink />
          <div className={css.search}>
            <SearchField
              framed
              value={typed}
              onChange={setTyped}
              label={t("list.search")}
              clearLabel={t("search.clear")}
            />
          </div>
          {writer && (
            <Button
              kind="primary"
              icon={<FileUp size={16} strokeWidth={1.75} aria-hidden />}
              onClick={() => void navigate({ to: "/regulations/import" })}
            >
              {t("import.button")}
            </Button>
          )}
        </div>
      </header>
      {list.isPending && <Skeleton rows={6} avatar={false} label={t("loading")} />}
      {list.isError && list.data === undefined && (
        <ErrorState
          title={t("failed")}
          text={words(list.error)}
          action={<Button onClick={() => void list.refetch()}>{t("retry")}</Button>}
        />
      )}
      {list.isSuccess && found.length === 0 && (
        <EmptyState
          title={t(wanted === "" ? "list.none" : "list.none_found")}
          text={t(wanted === "" ? "list.none_text" : "list.none_found_text")}
          actions={wanted !== "" && <Button onClick={() => setTyped("")}>{t("search.clear")}</Button>}
        />
      )}
      {found.length > 0 && (
        <ul className={css.list} aria-label={t("title")}>
          {found.map((one) => (
            <RegulationRow key={one.id} one={one} />
          ))}
        </ul>
      )}
    </div>
  );
}
