import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMe, useProblemWords } from "../../../platform/api";
import { useQuery } from "../../../platform/queries";
import { dayOf } from "../../../platform/when";
import { Button, ConfirmDialog, ErrorState, Skeleton, Tag, toast } from "../../../ui";
import { calendar, sourcesQuery, type YearSource } from "../api";
import { useAct } from "../useAct";
import { ImportDialog } from "./ImportDialog";
import css from "./SourcesPart.module.css";

interface Props {
  missing: readonly number[];
  thisYear: number;
  onYear: (year: number) => void;
}

/** Where each year's holidays come from; missing ones are imported here. */
export function SourcesPart({ missing, thisYear, onYear }: Props) {
  const { t } = useTranslation("calendar");
  const words = useProblemWords();
  const { run } = useAct();
  const { settings } = useMe();
  const asked = useQuery(sourcesQuery);
  const [open, setOpen] = useState<number | null>(null);
  const [leaving, setLeaving] = useState<number | null>(null);

  if (asked.isPending) return <Skeleton rows={5} avatar={false} label={t("loading")} />;
  if (asked.data === undefined) {
    return (
      <ErrorState
        title={t("failed")}
        text={words(asked.error)}
        action={<Button onClick={() => void asked.refetch()}>{t("retry")}</Button>}
      />
    );
  }
  const sentence = (y: YearSource) => {
    if (!y.known) return t("sources.unknown");
    if (!y.imported) return t("sources.brought", { year: String(y.year) });
    return t("sources.imported", {
      source: y.source || t("sources.no_name"),
      name: y.imported_by?.name ?? "",
      at: y.imported_at === null ? "" : dayOf(settings.zone, y.imported_at),
    });
  };
  return (
    <>
      <div className={css.top}>
        <p className={css.about}>{t("sources.about")}</p>
        <Button kind="primary" onClick={() => setOpen(missing[0] ?? thisYear + 1)}>
          {t("import.open")}
        </Button>
      </div>
      <ul className={css.list}>
        {asked.data.items.map((y) => (
          <li key={y.year} className={css.row}>
            <button type="button" className={css.year} onClick={() => onYear(y.year)}>
              {t("year.name", { year: String(y.year) })}
            </button>
            <div className={css.words}>
              <p className={css.counts}>
                {y.known ? (
                  t("sources.counts", { off: y.off, work: y.work })
                ) : (
                  <Tag tone="warn">{t("sources.missing")}</Tag>
                )}
                {y.settled > 0 && <span> · {t("sources.settled", { count: y.settled })}</span>}
              </p>
              <p className={css.small}>{sentence(y)}</p>
            </div>
            <div className={css.buttons}>
              <Button onClick={() => setOpen(y.year)}>
                {t(y.imported ? "import.again" : y.known ? "import.own" : "import.open_short")}
              </Button>
              {y.imported && <Button onClick={() => setLeaving(y.year)}>{t("sources.forget")}</Button>}
            </div>
          </li>
        ))}
      </ul>
      {open !== null && <ImportDialog key={open} year={open} onClose={() => setOpen(null)} />}
      {leaving !== null && (
        <ConfirmDialog
          title={t("sources.forget_title", { year: String(leaving) })}
          text={t("sources.forget_text")}
          action={t("sources.forget")}
          onConfirm={() =>
            run(
              () => calendar.removeYear(leaving),
              () => toast("ok", t("sources.forgotten")),
            )
          }
          onClose={() => setLeaving(null)}
        />
      )}
    </>
  );
}
