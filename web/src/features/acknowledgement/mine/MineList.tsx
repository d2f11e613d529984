import { Link } from "@tanstack/react-router";
import { ChevronRight, FileBraces, FileDown } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useMe, useProblemWords } from "../../../platform/api";
import { useInfiniteQuery } from "../../../platform/queries";
import { momentOf } from "../../../platform/when";
import { Button, EmptyState, ErrorState, MoreRows, Skeleton } from "../../../ui";
import { mineQuery, proofAddress } from "../api/read";
import type { Acknowledgement } from "../api/types";
import { StateTag } from "../words/StateTag";
import { useSpan } from "../words/useSpan";
import css from "./mine.module.css";

/** What waits, the earliest limit first, or what is done, the newest first. */
export function MineList({ state }: { state: "waiting" | "done" }) {
  const { t } = useTranslation("acknowledgement");
  const words = useProblemWords();
  const pages = useInfiniteQuery(mineQuery(state));
  const found = pages.data?.pages.flatMap((page) => page.items) ?? [];
  const Row = state === "done" ? DoneRow : WaitingRow;
  return (
    <>
      {pages.isPending && <Skeleton rows={4} avatar={false} label={t("loading")} />}
      {pages.isError && found.length === 0 && (
        <ErrorState
          title={t("failed")}
          text={words(pages.error)}
          action={<Button onClick={() => void pages.refetch()}>{t("retry")}</Button>}
        />
      )}
      {pages.isSuccess && found.length === 0 && (
        <EmptyState title={t(`none.${state}`)} text={t(`none.${state}_text`)} />
      )}
      {found.length > 0 && (
        <ul className={css.rows} aria-label={t(`part.${state}`)}>
          {found.map((one) => (
            <Row key={`${one.regulation_id}.${one.version}`} one={one} />
          ))}
        </ul>
      )}
      <MoreRows pages={pages} />
    </>
  );
}

function WaitingRow({ one }: { one: Acknowledgement }) {
  const { t } = useTranslation("acknowledgement");
  const span = useSpan();
  const { zone } = useMe().settings;
  const read = one.opened_at === null ? t("row.unopened") : t("bar.read_for", { span: span(one.open_ms) });
  return (
    <li>
      <Link to="/regulations/$regulationId" params={{ regulationId: one.regulation_id }} className={css.row}>
        <span className={css.words}>
          <span className={css.top}>
            <span className={css.name}>{one.title}</span>
            <StateTag state={one.state} />
          </span>
          <span className={css.meta}>
            {[
              t("row.version", { n: one.version }),
              t(one.state === "overdue" ? "bar.was_due" : "bar.due", { at: momentOf(zone, one.due_at) }),
              read,
            ].join(" · ")}
          </span>
        </span>
        <ChevronRight size={18} strokeWidth={1.75} aria-hidden className={css.arrow} />
      </Link>
    </li>
  );
}

function DoneRow({ one }: { one: Acknowledgement }) {
  const { t } = useTranslation("acknowledgement");
  const span = useSpan();
  const { zone } = useMe().settings;
  const at = one.acknowledged_at === null ? "" : momentOf(zone, one.acknowledged_at);
  return (
    <li className={css.row}>
      <span className={css.words}>
        <Link
          to="/regulations/$regulationId"
          params={{ regulationId: one.regulation_id }}
          search={{ version: String(one.version) } as never}
          className={css.name}
        >
          {one.title}
        </Link>
        <span className={css.meta}>
          {[
            t("row.version", { n: one.version }),
            t("bar.done", { at }),
            t("bar.read_for", { span: span(one.open_ms) }),
          ].join(" · ")}
        </span>
      </span>
      <span className={css.acts}>
        <a className={css.act} href={proofAddress(one.regulation_id, one.version, "pdf")} download>
          <FileDown size={16} strokeWidth={1.75} aria-hidden />
          {t("proof.pdf")}
        </a>
        <a
          className={css.act}
          href={proofAddress(one.regulation_id, one.version, "json")}
          download={`${one.title}.json`}
        >
          <FileBraces size={16} strokeWidth={1.75} aria-hidden />
          {t("proof.json")}
        </a>
      </span>
    </li>
  );
}
