import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useAddress } from "../../../platform/address";
import { useMe, useProblemWords } from "../../../platform/api";
import { useInfiniteQuery } from "../../../platform/queries";
import { momentOf } from "../../../platform/when";
import { Button, EmptyState, ErrorState, MoreRows, Segmented, Skeleton } from "../../../ui";
import { effectsQuery, type StuckEffect } from "../api/work";
import { OfficeTop } from "./OfficeTop";
import css from "./office.module.css";
import { SettleDialog } from "./SettleDialog";

const STATES: readonly StuckEffect["state"][] = ["failed", "pending", "closed"];

/** What was approved and is not carried out: it is tried again, or settled otherwise. */
export function EffectsPage() {
  const { t } = useTranslation("approvals");
  const words = useProblemWords();
  const [address, change] = useAddress();
  const state = STATES.find((s) => s === address.state) ?? "failed";
  const pages = useInfiniteQuery(effectsQuery(state));
  const rows = pages.data?.pages.flatMap((page) => page.items) ?? [];
  const [settling, setSettling] = useState<{ row: StuckEffect; action: "retry" | "close" } | null>(null);
  return (
    <div className={css.page}>
      <OfficeTop tab="effects" />
      <div className={css.body}>
        <Segmented<StuckEffect["state"]>
          label={t("filter.state")}
          items={STATES.map((id) => ({ id, label: t(`office.effect_${id}`) }))}
          value={state}
          onChange={(id) => change({ state: id === "failed" ? null : id }, true)}
        />
        {pages.isPending && <Skeleton rows={4} avatar={false} label={t("loading")} />}
        {pages.isError && rows.length === 0 && (
          <ErrorState
            title={t("failed")}
            text={words(pages.error)}
            action={<Button onClick={() => void pages.refetch()}>{t("retry")}</Button>}
          />
        )}
        {pages.isSuccess && rows.length === 0 && (
          <EmptyState title={t(`office.effect_none_${state}`)} text={t("office.effect_none_text")} />
        )}
        <ul className={css.effects} aria-label={t("office.effects")}>
          {rows.map((row) => (
            <EffectItem key={row.approval_id} row={row} onSettle={(action) => setSettling({ row, action })} />
          ))}
        </ul>
        <MoreRows pages={pages} />
      </div>
      {settling !== null && <SettleDialog {...settling} onClose={() => setSettling(null)} />}
    </div>
  );
}

function EffectItem({ row, onSettle }: { row: StuckEffect; onSettle: (action: "retry" | "close") => void }) {
  const { t } = useTranslation("approvals");
  const { zone } = useMe().settings;
  return (
    <li className={css.effect}>
      <div className={css.words}>
        <p className={css.name}>{row.title}</p>
        <p className={css.hint}>
          {[
            row.serial,
            row.applicant.name,
            row.words,
            t("office.approved_at", { at: momentOf(zone, row.made_at) }),
          ].join(" · ")}
        </p>
        {(row.error_text || row.error) && <p className={css.bad}>{row.error_text || row.error}</p>}
        {row.settled_by !== null && <p className={css.hint}>{t("office.closed_by", { name: row.settled_by.name })}</p>}
      </div>
      {row.state === "failed" && (
        <div className={css.acts}>
          <Button onClick={() => onSettle("close")}>{t("office.close")}</Button>
          <Button kind="primary" onClick={() => onSettle("retry")}>
            {t("office.retry")}
          </Button>
        </div>
      )}
    </li>
  );
}
