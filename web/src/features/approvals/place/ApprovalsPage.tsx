import { useParams } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { usePhone } from "../../../platform/screen";
import { EmptyState } from "../../../ui";
import { ApprovalList } from "../list/ApprovalList";
import { ApprovalPane } from "../one/ApprovalPane";
import css from "./place.module.css";

/** 审批: what waits, what one has decided, applied for and was told of, beside the one that is open. */
export function ApprovalsPage() {
  const { t } = useTranslation("approvals");
  const phone = usePhone();
  const { approvalId } = useParams({ strict: false }) as { approvalId?: string };
  const open = approvalId !== undefined;
  return (
    <div className={css.page}>
      {(!phone || !open) && (
        <div className={css.list}>
          <ApprovalList open={approvalId ?? null} />
        </div>
      )}
      {open && (
        <div className={css.pane}>
          <ApprovalPane key={approvalId} id={approvalId} />
        </div>
      )}
      {!open && !phone && (
        <div className={css.choose}>
          <EmptyState title={t("choose.title")} text={t("choose.text")} />
        </div>
      )}
    </div>
  );
}
