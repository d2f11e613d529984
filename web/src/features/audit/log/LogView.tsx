import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useAddress } from "../../../platform/address";
import { useMe, useProblemWords } from "../../../platform/api";
import { useInfiniteQuery } from "../../../platform/queries";
import { dayOf } from "../../../platform/when";
import { dayStart } from "../../../platform/when/zone";
import { Button, EmptyState, ErrorState, MoreRows, Skeleton } from "../../../ui";
import { type AuditRecord, recordsQuery } from "../api/audit";
import { FILTERS, type FilterName, LogFilters } from "./LogFilters";
import css from "./log.module.css";
import { RecordDialog } from "./RecordDialog";
import { RecordRow } from "./RecordRow";

const DAY_US = 86_400_000_000;

/** What was done, the newest first, by whom, to what, and when; what is looked for stands in the address. */
export function LogView() {
  const { t } = useTranslation("audit");
  const words = useProblemWords();
  const { zone } = useMe().settings;
  const [address, change] = useAddress();
  const [open, setOpen] = useState<AuditRecord | null>(null);
  const filter = Object.fromEntries(FILTERS.map((name) => [name, address[name] ?? ""])) as Record<FilterName, string>;
  const list = useInfiniteQuery(
    recordsQuery({
      actor_id: filter.actor || null,
      about_id: filter.about || null,
      action: filter.action || null,
      object: filter.object || null,
      from_at: filter.from === "" ? null : dayStart(zone, filter.from),
      to_at: filter.to === "" ? null : dayStart(zone, dayOf(zone, dayStart(zone, filter.to) + 1.5 * DAY_US)),
    }),
  );
  const records = list.data?.pages.flatMap((page) => page.items) ?? [];
  const filtered = FILTERS.some((name) => filter[name] !== "");
  const clear = () => change(Object.fromEntries(FILTERS.map((name) => [name, null])));
  return (
    <>
      <LogFilters filter={filter} change={change} />
      {list.isPending && <Skeleton rows={8} label={t("loading")} />}
      {list.isError && records.length === 0 && (
        <ErrorState
          title={t("failed")}
          text={words(list.error)}
          action={<Button onClick={() => void list.refetch()}>{t("retry")}</Button>}
        />
      )}
      {list.isSuccess && records.length === 0 && (
        <EmptyState
          title={t(filtered ? "none_found" : "none")}
          text={t(filtered ? "none_found_text" : "none_text")}
          actions={filtered && <Button onClick={clear}>{t("clear")}</Button>}
        />
      )}
      <ul className={css.rows} aria-label={t("view.log")}>
        {records.map((record) => (
          <RecordRow key={record.id} record={record} onOpen={() => setOpen(record)} />
        ))}
      </ul>
      <div className={css.more}>
        <MoreRows pages={list} />
      </div>
      {open && <RecordDialog key={open.id} record={open} onClose={() => setOpen(null)} />}
    </>
  );
}
