import { useTranslation } from "react-i18next";
import { useMe, useProblemWords } from "../../../platform/api";
import { useInfiniteQuery } from "../../../platform/queries";
import { momentOf } from "../../../platform/when";
import { Button, EmptyState, ErrorState, MoreRows, Skeleton } from "../../../ui";
import { type Change, changesQuery } from "../api";
import { spoken } from "../days";
import css from "./ChangesPart.module.css";

/** The versions of the calendars: what was changed, by whom. Records name the version they counted by. */
export function ChangesPart() {
  const { t } = useTranslation("calendar");
  const words = useProblemWords();
  const { settings } = useMe();
  const asked = useInfiniteQuery(changesQuery);
  const all = asked.data?.pages.flatMap((page) => page.items) ?? [];
  if (asked.isPending) return <Skeleton rows={6} avatar={false} label={t("loading")} />;
  if (asked.isError && all.length === 0) {
    return (
      <ErrorState
        title={t("failed")}
        text={words(asked.error)}
        action={<Button onClick={() => void asked.refetch()}>{t("retry")}</Button>}
      />
    );
  }
  if (all.length === 0) return <EmptyState title={t("changes.none")} />;
  const sentence = ({ kind, facts }: Change): string => {
    const kindOfDay = t(facts.work ? "kind.works" : "kind.off");
    const hours = facts.hours !== null && facts.hours.length > 0 ? ` (${spoken(facts.hours)})` : "";
    return t(`change.${kind}`, {
      date: facts.date ?? "",
      name: facts.name ?? "",
      kind: kindOfDay + hours,
      zone: (facts.zone ?? "").replaceAll("_", " "),
      years: facts.years?.join(", ") ?? "",
    });
  };
  return (
    <>
      <p className={css.about}>{t("changes.about")}</p>
      <ol className={css.list}>
        {all.map((c) => (
          <li key={c.version} className={css.row}>
            <span className={css.version}>{t("changes.version", { n: c.version })}</span>
            <span className={css.what}>
              {sentence(c)}
              <span className={css.small}>
                {t(c.changed_by === null ? "changes.by_product" : "changes.by", {
                  site: c.site?.name ?? t("site.company"),
                  name: c.changed_by?.name ?? "",
                  at: momentOf(settings.zone, c.changed_at),
                })}
              </span>
            </span>
          </li>
        ))}
      </ol>
      <MoreRows pages={asked} />
    </>
  );
}
