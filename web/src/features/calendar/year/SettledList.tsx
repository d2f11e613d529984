import { useTranslation } from "react-i18next";
import { useMe } from "../../../platform/api";
import { useInfiniteQuery } from "../../../platform/queries";
import { momentOf } from "../../../platform/when";
import { MoreRows, Tag } from "../../../ui";
import { settledQuery } from "../api";
import css from "./Lists.module.css";

interface Props {
  year: number;
  onSite: (id: string) => void;
  onOpen: (date: string) => void;
}

/** Days of the year that the company and its sites settled themselves, with who did it and when. */
export function SettledList({ year, onSite, onOpen }: Props) {
  const { t } = useTranslation("calendar");
  const { settings } = useMe();
  const asked = useInfiniteQuery(settledQuery(year));
  const all = asked.data?.pages.flatMap((page) => page.items) ?? [];
  if (asked.isPending || asked.isError) return null;
  return (
    <section>
      <h3 className={css.title}>{t("settled.title")}</h3>
      {all.length === 0 && <p className={css.none}>{t("settled.none")}</p>}
      <ul className={css.list}>
        {all.map((d) => (
          <li key={`${d.date} ${d.site?.id ?? ""}`}>
            <button
              type="button"
              className={css.row}
              onClick={() => {
                onSite(d.site?.id ?? "");
                onOpen(d.date);
              }}
            >
              <span className={css.when}>{d.date.slice(5)}</span>
              <span className={css.what}>
                {d.name}
                <span className={css.small}>
                  {t("settled.by", {
                    site: d.site?.name ?? t("site.company"),
                    name: d.changed_by?.name ?? "",
                    at: momentOf(settings.zone, d.changed_at),
                  })}
                </span>
              </span>
              <Tag tone={d.work ? "warn" : "ok"}>{t(d.work ? "kind.work" : "kind.off")}</Tag>
            </button>
          </li>
        ))}
      </ul>
      <MoreRows pages={asked} />
    </section>
  );
}
