import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useMe } from "../../../platform/api";
import { shortMoment } from "../../../platform/when";
import { Tag } from "../../../ui";
import type { ApprovalRow, Box } from "../api/types";
import { StateTag } from "../words/StateTag";
import css from "./list.module.css";

interface Props {
  row: ApprovalRow;
  box: Box;
  open: boolean;
  /** Given while several are chosen. */
  chosen?: boolean;
  onChoose?: () => void;
}

/** One line: what it is, whose, where it stands, and what tells it from its like. */
export function Row({ row, box, open, chosen, onChoose }: Props) {
  const { t } = useTranslation("approvals");
  const { zone } = useMe().settings;
  const now = Date.now() * 1000;
  const who = [row.applicant.name, row.department?.name].filter(Boolean).join(" · ");
  const inside = (
    <>
      <span className={css.line}>
        {row.unread && (
          <span className={css.dot}>
            <span className={css.spoken}>{t("unread")}</span>
          </span>
        )}
        <span className={css.name}>{row.title}</span>
        <time className={css.at}>{shortMoment(zone, row.at, now)}</time>
      </span>
      <span className={css.who}>{box === "mine" ? row.serial : who}</span>
      {row.summary.length > 0 && (
        <span className={css.summary}>
          {row.summary.map((s) => t("fact", { label: s.label, value: s.value })).join("　")}
        </span>
      )}
      <span className={css.tags}>
        {(box !== "waiting" || row.state !== "running") && <StateTag state={row.state} />}
        {row.step !== "" && row.state === "running" && <Tag>{row.step}</Tag>}
        {row.effect_state === "ended" && <Tag>{t("effect.ended_tag")}</Tag>}
        {row.effect_state === "failed" && <Tag tone="danger">{t("effect.failed_tag")}</Tag>}
        {row.overdue ? (
          <Tag tone="danger">{t("overdue")}</Tag>
        ) : (
          row.due_at !== null && <span className={css.due}>{t("due", { at: shortMoment(zone, row.due_at, now) })}</span>
        )}
      </span>
    </>
  );
  if (onChoose !== undefined) {
    return (
      <li>
        <label className={css.row} data-off={!row.batch || undefined}>
          <input
            type="checkbox"
            className={css.tick}
            checked={chosen ?? false}
            disabled={!row.batch}
            onChange={onChoose}
          />
          <span className={css.words}>
            {inside}
            {!row.batch && <span className={css.due}>{t("batch.alone")}</span>}
          </span>
        </label>
      </li>
    );
  }
  return (
    <li>
      <Link
        to="/approvals/$approvalId"
        params={{ approvalId: row.id }}
        search={true}
        className={css.row}
        aria-current={open ? "page" : undefined}
      >
        <span className={css.words}>{inside}</span>
      </Link>
    </li>
  );
}
