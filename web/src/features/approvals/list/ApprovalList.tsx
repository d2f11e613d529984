import { useNavigate } from "@tanstack/react-router";
import { ListChecks, Plus, SlidersHorizontal, UserRoundCog } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useAddress } from "../../../platform/address";
import { useMe, useProblemWords } from "../../../platform/api";
import { useInfiniteQuery } from "../../../platform/queries";
import { Button, EmptyState, ErrorState, IconButton, PaneTitle, SearchField, Skeleton, Tabs } from "../../../ui";
import { boxQuery } from "../api/approvals";
import { type ApprovalRow, BOXES, type Box } from "../api/types";
import { useCounts } from "../state/counts";
import { BatchBar } from "./BatchBar";
import { ExportButton } from "./ExportButton";
import { Filters } from "./Filters";
import { Further } from "./Further";
import css from "./list.module.css";
import { boxOf, FILTERS, isNarrowed, narrowedBy } from "./narrowed";
import { Row } from "./Row";

const SETTLED_MS = 250;

/** The four lists, each searched and narrowed; what waits can be decided together. */
export function ApprovalList({ open }: { open: string | null }) {
  const { t } = useTranslation("approvals");
  const words = useProblemWords();
  const navigate = useNavigate();
  const { zone } = useMe().settings;
  const counts = useCounts();
  const [address, change] = useAddress();
  const box = boxOf(address);
  const narrowed = isNarrowed(address);
  const [filtering, setFiltering] = useState(narrowed);
  const [chosen, setChosen] = useState<ReadonlyMap<string, ApprovalRow> | null>(null);
  const pages = useInfiniteQuery(boxQuery(box, narrowedBy(address, zone)));
  const rows = pages.data?.pages.flatMap((page) => page.items) ?? [];
  const [typed, setTyped] = useTyped(address.q ?? "", (q) => change({ q: q || null }, true));
  const some: Partial<Record<Box, number>> = { waiting: counts.waiting, copied: counts.copied };
  const turn = (row: ApprovalRow) =>
    setChosen((before) => {
      const next = new Map(before);
      if (!next.delete(row.id)) next.set(row.id, row);
      return next;
    });
  const clear = () => {
    setTyped("");
    change(Object.fromEntries(["q", ...FILTERS].map((name) => [name, null])));
  };
  const none = address.q || narrowed ? "found" : box;
  return (
    <section className={css.column} aria-label={t(`box.${box}`)}>
      <header className={css.header}>
        <div className={css.top}>
          <div className={css.heading}>
            <PaneTitle>{t("title")}</PaneTitle>
          </div>
          <IconButton label={t("delegation.link")} onClick={() => void navigate({ to: "/approvals/delegations" })}>
            <UserRoundCog size={18} strokeWidth={1.75} aria-hidden />
          </IconButton>
          <Button
            kind="primary"
            icon={<Plus size={16} strokeWidth={1.75} aria-hidden />}
            onClick={() => void navigate({ to: "/approvals/new" as "/" })}
          >
            {t("apply")}
          </Button>
        </div>
        <Tabs<Box>
          label={t("boxes")}
          className={css.tabs ?? ""}
          value={box}
          items={BOXES.map((id) => ({ id, label: t(`box.${id}`), ...(some[id] ? { count: some[id] } : {}) }))}
          onChange={(id) => {
            setChosen(null);
            change({ box: id === "waiting" ? null : id, state: null });
          }}
        />
        <div className={css.tools}>
          <div className={css.search}>
            <SearchField framed value={typed} onChange={setTyped} label={t("search")} clearLabel={t("search_clear")} />
          </div>
          <IconButton
            label={t("filter")}
            on={narrowed}
            aria-expanded={filtering}
            onClick={() => setFiltering(!filtering)}
          >
            <SlidersHorizontal size={18} strokeWidth={1.75} aria-hidden />
          </IconButton>
          <ExportButton key={box} scope={box} name={t(`box.${box}`)} narrowed={narrowedBy(address, zone)} />
          {box === "waiting" && (
            <IconButton
              label={t("batch.choose")}
              on={chosen !== null}
              aria-pressed={chosen !== null}
              onClick={() => setChosen(chosen === null ? new Map() : null)}
            >
              <ListChecks size={18} strokeWidth={1.75} aria-hidden />
            </IconButton>
          )}
        </div>
        {filtering && <Filters box={box} address={address} change={change} />}
      </header>
      <div className={css.rows}>
        {pages.isPending && <Skeleton rows={6} label={t("loading")} />}
        {pages.isError && rows.length === 0 && (
          <ErrorState
            title={t("failed")}
            text={words(pages.error)}
            action={<Button onClick={() => void pages.refetch()}>{t("retry")}</Button>}
          />
        )}
        {pages.isSuccess && rows.length === 0 && !pages.hasNextPage && (
          <EmptyState
            title={t(`none.${none}`)}
            text={t(`none.${none}_text`)}
            actions={none === "found" && <Button onClick={clear}>{t("clear")}</Button>}
          />
        )}
        {rows.length > 0 && (
          <ul aria-label={t(`box.${box}`)}>
            {rows.map((row) => (
              <Row
                key={row.task_id ?? row.id}
                row={row}
                box={box}
                open={row.id === open}
                {...(chosen === null ? {} : { chosen: chosen.has(row.id), onChoose: () => turn(row) })}
              />
            ))}
          </ul>
        )}
        <Further pages={pages} found={rows.length} zone={zone} />
      </div>
      {chosen !== null && (
        <BatchBar
          rows={rows.filter((row) => chosen.has(row.id))}
          all={rows.filter((row) => row.batch)}
          onChoose={(wanted) => setChosen(new Map(wanted.map((row) => [row.id, row])))}
          onDone={() => setChosen(null)}
        />
      )}
    </section>
  );
}

/** What is typed, told once it has settled; what the address says anew is taken over. */
function useTyped(told: string, tell: (value: string) => void): [string, (value: string) => void] {
  const [typed, setTyped] = useState(told);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a pause in typing tells
  useEffect(() => {
    if (typed.trim() === told) return;
    const timer = window.setTimeout(() => tell(typed.trim()), SETTLED_MS);
    return () => window.clearTimeout(timer);
  }, [typed]);
  return [typed, setTyped];
}
