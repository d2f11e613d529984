import { useTranslation } from "react-i18next";
import { Tag } from "../../../ui";
import type { Special } from "../api";
import { stretches } from "../days";
import { useDayName } from "../names";
import css from "./Lists.module.css";

/** The days that are otherwise, as people speak of them: 国庆节 10-01 to 10-07. */
export function Stretches({ days }: { days: readonly Special[] }) {
  const { t } = useTranslation("calendar");
  const nameOf = useDayName();
  const all = stretches(days);
  if (all.length === 0) return null;
  return (
    <section>
      <h3 className={css.title}>{t("stretches.title")}</h3>
      <ul className={css.list}>
        {all.map((s) => (
          <li key={s.first} className={css.row}>
            <span className={css.when}>
              {s.first === s.last
                ? s.first.slice(5)
                : t("stretches.span", { first: s.first.slice(5), last: s.last.slice(5) })}
            </span>
            <span className={css.what}>{nameOf(s.name)}</span>
            <Tag tone={s.work ? "warn" : "ok"}>{t(s.work ? "kind.work" : "kind.off")}</Tag>
            <span className={css.who}>{t(`from.${s.from}`)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
