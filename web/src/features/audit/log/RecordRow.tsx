import { ChevronRight } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Avatar } from "../../../ui";
import type { AuditRecord } from "../api/audit";
import { useAuditWords } from "../words/useAuditWords";
import css from "./log.module.css";

/** One record in a line: who did what, to what or whom, and its number in the signed log. */
export function RecordRow({ record: r, onOpen }: { record: AuditRecord; onOpen: () => void }) {
  const { t } = useTranslation("audit");
  const words = useAuditWords();
  const about = r.object_person ?? r.subject;
  return (
    <li>
      <button type="button" className={css.row} onClick={onOpen}>
        {r.actor === null ? <span className={css.system} aria-hidden /> : <Avatar person={r.actor} size={32} />}
        <span className={css.words}>
          <span className={css.line}>
            <span className={css.who}>{r.actor?.name ?? t("system")}</span>
            <span>{words.action(r.action)}</span>
          </span>
          <span className={css.meta}>{[words.object(r.object), about?.name].filter(Boolean).join(" · ")}</span>
        </span>
        <span className={css.end}>
          <time dateTime={new Date(r.at / 1000).toISOString()}>{words.moment(r.at)}</time>
          <span>{r.number === null ? t("unnumbered") : t("number", { n: r.number })}</span>
        </span>
        <ChevronRight size={18} strokeWidth={1.75} aria-hidden className={css.go} />
      </button>
    </li>
  );
}
