import { FileDown, FileSpreadsheet } from "lucide-react";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useAddress } from "../../../platform/address";
import { useMe, useProblemWords } from "../../../platform/api";
import { useQuery } from "../../../platform/queries";
import { momentOf } from "../../../platform/when";
import { Button, EmptyState, ErrorState, Segmented, Skeleton } from "../../../ui";
import { type Coverage, coverageFile, coverageQuery } from "../api/coverage";
import type { Regulation } from "../api/types";
import { chaptersOf, type Shown } from "../model/coverage";
import { standing } from "../model/versions";
import css from "./Coverage.module.css";
import { CoveredRow } from "./CoveredRow";
import { Totals } from "./Totals";

/** Clause by clause what carries a regulation, and what nothing carries. */
export function CoveragePart({ one }: { one: Regulation }) {
  const { t } = useTranslation("regulations");
  const words = useProblemWords();
  const [address] = useAddress();
  const asked = Number(address.version);
  const head = one.versions.find((v) => v.number === asked) ?? standing(one).shown;
  const query = useQuery(coverageQuery(one.id, head.number));
  return (
    <div className={css.pane}>
      <div className={css.column}>
        {query.data && <Clauses coverage={query.data} />}
        {query.isPending && <Skeleton rows={10} avatar={false} label={t("coverage.loading")} />}
        {query.isError && query.data === undefined && (
          <ErrorState
            title={t("coverage.failed")}
            text={words(query.error)}
            action={<Button onClick={() => void query.refetch()}>{t("retry")}</Button>}
          />
        )}
      </div>
    </div>
  );
}

function Clauses({ coverage }: { coverage: Coverage }) {
  const { t } = useTranslation("regulations");
  const { zone } = useMe().settings;
  const [shown, setShown] = useState<Shown>("all");
  const chapters = useMemo(() => chaptersOf(coverage.items, shown), [coverage.items, shown]);
  const { id, version } = coverage.regulation;
  return (
    <>
      <header className={css.top}>
        <p className={css.about}>
          {t("coverage.about", { n: version, at: momentOf(zone, coverage.at) })}
          {coverage.counted_from_at !== null && ` ${t("coverage.counted")}`}
        </p>
        <div className={css.files}>
          <a className={css.file} href={coverageFile(id, version, "xlsx")} download>
            <FileSpreadsheet size={16} strokeWidth={1.75} aria-hidden />
            {t("coverage.xlsx")}
          </a>
          <a className={css.file} href={coverageFile(id, version, "pdf")} download>
            <FileDown size={16} strokeWidth={1.75} aria-hidden />
            {t("coverage.pdf")}
          </a>
        </div>
      </header>
      <Totals totals={coverage.totals} />
      <div className={css.view}>
        <Segmented<Shown>
          label={t("coverage.view")}
          value={shown}
          items={(["all", "carried", "none"] as const).map((kind) => ({ id: kind, label: t(`coverage.view_${kind}`) }))}
          onChange={setShown}
        />
      </div>
      {chapters.length === 0 && <EmptyState title={t(`coverage.empty_${shown}`)} />}
      {chapters.map((chapter) => (
        <section key={chapter.clauses[0]?.node_id} className={css.chapter}>
          {chapter.heading !== "" && <h2 className={css.heading}>{chapter.heading}</h2>}
          <ul>
            {chapter.clauses.map((clause) => (
              <CoveredRow key={clause.node_id} clause={clause} regulation={id} version={version} />
            ))}
          </ul>
        </section>
      ))}
    </>
  );
}
