import { useTranslation } from "react-i18next";
import { useMe } from "../../../platform/api";
import { momentOf } from "../../../platform/when";
import type { Site } from "../api";
import { spoken } from "../days";
import css from "./HoursPart.module.css";
import { useWeekdays } from "./weekdays";

/** Who has hours of their own; all others share those of what lies above them. */
export function SiteList({
  sites,
  chosen,
  onSite,
}: {
  sites: readonly Site[];
  chosen: string;
  onSite: (id: string) => void;
}) {
  const { t } = useTranslation("calendar");
  const { settings } = useMe();
  const weekdays = useWeekdays("short");
  return (
    <section>
      <h3 className={css.title}>{t("sites.title")}</h3>
      {sites.length === 0 && <p className={css.none}>{t("sites.none")}</p>}
      <ul>
        {sites.map((s) => {
          const id = s.site?.id ?? "";
          const first = s.week.findIndex((hours) => hours.length > 0);
          return (
            <li key={id}>
              <button
                type="button"
                className={css.site}
                aria-current={id === chosen ? "true" : undefined}
                onClick={() => onSite(id)}
              >
                <span className={css.name}>{s.site?.name ?? t("site.company")}</span>
                <span className={css.small}>
                  {s.zone.replaceAll("_", " ")} · {weekdays.filter((_, n) => (s.week[n]?.length ?? 0) > 0).join(" ")} ·{" "}
                  {spoken(s.week[first] ?? [])}
                </span>
                <span className={css.small}>
                  {t("sites.by", { name: s.changed_by?.name ?? "", at: momentOf(settings.zone, s.changed_at) })}
                </span>
              </button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
