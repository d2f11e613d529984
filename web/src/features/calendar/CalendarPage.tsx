import { ChevronLeft, ChevronRight } from "lucide-react";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useAddress } from "../../platform/address";
import { useMe } from "../../platform/api";
import { departmentOptions, departmentsQuery } from "../../platform/departments";
import { useQuery } from "../../platform/queries";
import { dayOf } from "../../platform/when";
import { Button, IconButton, Notice, Tabs } from "../../ui";
import { warningsQuery } from "./api";
import css from "./CalendarPage.module.css";
import { ChangesPart } from "./changes/ChangesPart";
import { HoursPart } from "./hours/HoursPart";
import { SourcesPart } from "./sources/SourcesPart";
import { YearPart } from "./year/YearPart";

const PARTS = ["year", "hours", "sources", "changes"] as const;
type Part = (typeof PARTS)[number];

const FIRST = 2000;
const LAST = 2199;

/** 工作日历: when the company and each of its sites work. What is shown stands in the address. */
export function CalendarPage() {
  const { t } = useTranslation("calendar");
  const { settings } = useMe();
  const today = dayOf(settings.zone, Date.now() * 1000);
  const [address, change] = useAddress();
  const part: Part = PARTS.find((p) => p === address.part) ?? "year";
  const year = Math.min(LAST, Math.max(FIRST, Number(address.year) || Number(today.slice(0, 4))));
  const site = address.site ?? "";
  const departments = useQuery(departmentsQuery).data?.items;
  const options = useMemo(() => departmentOptions(departments ?? []), [departments]);
  const missing = useQuery(warningsQuery).data?.missing_years ?? [];
  const turn = (to: number) => change({ year: String(to) }, true);

  return (
    <div className={css.page}>
      <header className={css.header}>
        <h2 className={css.title}>{t("title")}</h2>
        {(part === "year" || part === "hours") && (
          <div className={css.choice}>
            <select
              className={css.select}
              aria-label={t("site.label")}
              value={site}
              onChange={(event) => change({ site: event.target.value || null })}
            >
              <option value="">{t("site.company")}</option>
              {options.map((o) => (
                <option key={o.id} value={o.id}>
                  {o.label}
                </option>
              ))}
            </select>
            {part === "year" && (
              <div className={css.turn}>
                <IconButton label={t("year.before")} disabled={year <= FIRST} onClick={() => turn(year - 1)}>
                  <ChevronLeft size={18} strokeWidth={1.75} aria-hidden />
                </IconButton>
                <strong aria-live="polite">{t("year.name", { year: String(year) })}</strong>
                <IconButton label={t("year.after")} disabled={year >= LAST} onClick={() => turn(year + 1)}>
                  <ChevronRight size={18} strokeWidth={1.75} aria-hidden />
                </IconButton>
              </div>
            )}
          </div>
        )}
        <Tabs<Part>
          label={t("title")}
          className={css.tabs ?? ""}
          value={part}
          items={PARTS.map((id) => ({ id, label: t(`part.${id}`) }))}
          onChange={(id) => change({ part: id === "year" ? null : id })}
        />
      </header>
      <div className={css.body}>
        {missing.length > 0 && part !== "sources" && (
          <Notice
            tone="warn"
            title={t("missing.title", { years: missing.join(", ") })}
            action={<Button onClick={() => change({ part: "sources" })}>{t("missing.go")}</Button>}
          >
            {t("missing.text")}
          </Notice>
        )}
        {part === "year" && (
          <YearPart year={year} site={site} today={today} onSite={(id) => change({ site: id || null })} />
        )}
        {part === "hours" && <HoursPart site={site} onSite={(id) => change({ site: id || null })} />}
        {part === "sources" && (
          <SourcesPart
            missing={missing}
            thisYear={Number(today.slice(0, 4))}
            onYear={(one) => change({ part: null, site: null, year: String(one) })}
          />
        )}
        {part === "changes" && <ChangesPart />}
      </div>
    </div>
  );
}
