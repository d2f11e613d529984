import { Link } from "@tanstack/react-router";
import { ChevronRight } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useProblemWords } from "../../../platform/api";
import { useQuery } from "../../../platform/queries";
import { Button, EmptyState, ErrorState, Skeleton, Tag } from "../../../ui";
import { demandsQuery } from "../api/read";
import type { Demand } from "../api/types";
import { Share } from "../words/Share";
import css from "./mine.module.css";

/** How far the regulations have come with those for whom one answers. */
export function OversightPart() {
  const { t } = useTranslation("acknowledgement");
  const words = useProblemWords();
  const query = useQuery(demandsQuery);
  const found = query.data?.items ?? [];
  return (
    <>
      {query.isPending && <Skeleton rows={4} avatar={false} label={t("loading")} />}
      {query.isError && query.data === undefined && (
        <ErrorState
          title={t("failed")}
          text={words(query.error)}
          action={<Button onClick={() => void query.refetch()}>{t("retry")}</Button>}
        />
      )}
      {query.isSuccess && found.length === 0 && <EmptyState title={t("none.others")} text={t("none.others_text")} />}
      {found.length > 0 && (
        <ul className={css.rows} aria-label={t("part.others")}>
          {found.map((one) => (
            <DemandRow key={one.regulation_id} one={one} />
          ))}
        </ul>
      )}
    </>
  );
}

function DemandRow({ one }: { one: Demand }) {
  const { t } = useTranslation("acknowledgement");
  return (
    <li>
      <Link
        to="/regulations/acknowledgements/$regulationId"
        params={{ regulationId: one.regulation_id }}
        className={css.row}
      >
        <span className={css.words}>
          <span className={css.top}>
            <span className={css.name}>{one.title}</span>
            {!one.required && <Tag>{t("demand.off")}</Tag>}
            {one.totals.overdue > 0 && <Tag tone="danger">{t("late", { n: one.totals.overdue })}</Tag>}
          </span>
          <span className={css.meta}>
            {[one.version > 0 ? t("row.version", { n: one.version }) : t("demand.not_in_force"), scopeOf(one, t)]
              .filter(Boolean)
              .join(" · ")}
          </span>
        </span>
        {one.required && one.totals.asked > 0 && (
          <span className={css.share}>
            <Share of={one.totals} label={one.title} />
          </span>
        )}
        <ChevronRight size={18} strokeWidth={1.75} aria-hidden className={css.arrow} />
      </Link>
    </li>
  );
}

function scopeOf(one: Demand, t: ReturnType<typeof useTranslation<"acknowledgement">>["t"]): string {
  if (!one.required) return "";
  if (one.departments.length === 0) return t("demand.everybody");
  return one.departments.map((d) => d.name).join(t("demand.and"));
}
