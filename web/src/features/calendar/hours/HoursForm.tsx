import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useProblemWords } from "../../../platform/api";
import { Button, Notice, TextField, toast } from "../../../ui";
import { calendar, type Year } from "../api";
import { fits } from "../days";
import { useAct } from "../useAct";
import { HoursFields } from "./HoursFields";
import css from "./HoursPart.module.css";
import { useWeekdays } from "./weekdays";

interface Props {
  year: Year;
  site: string;
  /** The hours are the site's own, and not those of what lies above it. */
  own: boolean;
  onSite: (id: string) => void;
}

/** Zone and week of one site. */
export function HoursForm({ year, site, own, onSite }: Props) {
  const { t } = useTranslation("calendar");
  const words = useProblemWords();
  const weekdays = useWeekdays("long");
  const { busy, error, run } = useAct();
  const [zone, setZone] = useState(year.zone);
  const [week, setWeek] = useState(year.week);
  const zones = Intl.supportedValuesOf("timeZone");
  const same = zone === year.zone && JSON.stringify(week) === JSON.stringify(year.week);
  const good = week.every(fits) && week.some((hours) => hours.length > 0) && zone !== "";
  const save = () =>
    run(
      () => calendar.setHours(site, zone.trim(), week),
      () => toast("ok", t("hours.saved")),
    );
  const remove = () =>
    run(
      () => calendar.removeHours(site),
      () => toast("ok", t("hours.removed")),
    );
  return (
    <div className={css.form}>
      {!own && site !== "" && (
        <Notice
          action={
            year.site_id !== site && (
              <Button onClick={() => onSite(year.site_id ?? "")}>{t("hours.show_shared")}</Button>
            )
          }
        >
          {t("hours.shared")}
        </Notice>
      )}
      <TextField
        label={t("hours.zone")}
        hint={t("hours.zone_hint")}
        list="calendar-zones"
        value={zone}
        maxLength={60}
        onChange={(event) => setZone(event.target.value)}
      />
      <datalist id="calendar-zones">
        {zones.map((id) => (
          <option key={id} value={id} />
        ))}
      </datalist>
      <div className={css.week}>
        {week.map((hours, at) => (
          <div key={weekdays[at]} className={css.day}>
            <span>{weekdays[at]}</span>
            <span className={css.rest}>
              {hours.length === 0 && t("hours.rest")}
              <HoursFields
                label={weekdays[at] ?? ""}
                hours={hours}
                onChange={(next) => setWeek(week.map((h, n) => (n === at ? next : h)))}
              />
            </span>
          </div>
        ))}
      </div>
      {error !== null && <Notice tone="danger">{words(error)}</Notice>}
      <div className={css.buttons}>
        <Button kind="primary" busy={busy} disabled={same || !good} onClick={() => void save()}>
          {t("save")}
        </Button>
        {own && (
          <Button busy={busy} onClick={() => void remove()}>
            {t(site === "" ? "hours.reset" : "hours.share")}
          </Button>
        )}
      </div>
    </div>
  );
}
