import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../../ui";
import { BatchDialog } from "../act/BatchDialog";
import type { ApprovalRow } from "../api/types";
import css from "./list.module.css";

interface Props {
  rows: ApprovalRow[];
  /** Those that can be decided together. */
  all: ApprovalRow[];
  onChoose: (rows: ApprovalRow[]) => void;
  onDone: () => void;
}

/** Below the list while several are chosen. */
export function BatchBar({ rows, all, onChoose, onDone }: Props) {
  const { t } = useTranslation("approvals");
  const [deciding, setDeciding] = useState<"approve" | "reject" | null>(null);
  const every = rows.length === all.length && all.length > 0;
  return (
    <footer className={css.batch}>
      <Button kind="quiet" disabled={all.length === 0} onClick={() => onChoose(every ? [] : all)}>
        {t(every ? "batch.none" : "batch.all")}
      </Button>
      <span className={css.count} role="status">
        {t("batch.chosen", { n: rows.length })}
      </span>
      <Button disabled={rows.length === 0} onClick={() => setDeciding("reject")}>
        {t("act.reject")}
      </Button>
      <Button kind="primary" disabled={rows.length === 0} onClick={() => setDeciding("approve")}>
        {t("act.approve")}
      </Button>
      {deciding !== null && (
        <BatchDialog kind={deciding} rows={rows} onClose={() => setDeciding(null)} onDone={onDone} />
      )}
    </footer>
  );
}
