import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useProblemWords } from "../../../platform/api";
import { Button, Dialog, Segmented, SwitchField, TextField, toast } from "../../../ui";
import { calendar } from "../api";
import { type Day, fits, spoken } from "../days";
import { HoursFields } from "../hours/HoursFields";
import { useDayName } from "../names";
import { useAct } from "../useAct";
import css from "./DayDialog.module.css";

/** What a day is, and settling it for the company or a site. */
export function DayDialog({ day, site, onClose }: { day: Day; site: string; onClose: () => void }) {
  const { t, i18n } = useTranslation("calendar");
  const nameOf = useDayName();
  const words = useProblemWords();
  const { busy, error, run } = useAct();
  const { special } = day;
  const [work, setWork] = useState(special?.own ? day.works : !day.works);
  const [name, setName] = useState(special?.own ? special.name : "");
  const [hours, setHours] = useState(special?.hours ?? []);
  const [otherHours, setOtherHours] = useState((special?.hours.length ?? 0) > 0);
  const date = new Intl.DateTimeFormat(i18n.language, { dateStyle: "full", timeZone: "UTC" }).format(
    new Date(`${day.date}T00:00:00Z`),
  );
  const own = work && otherHours ? hours : [];
  const save = () =>
    run(
      () => calendar.setDay(site, { date: day.date, work, name: name.trim(), hours: own }),
      () => {
        toast("ok", t("day_dialog.saved"));
        onClose();
      },
    );
  const remove = () =>
    run(
      () => calendar.removeDay(site, day.date),
      () => {
        toast("ok", t("day_dialog.removed"));
        onClose();
      },
    );
  return (
    <Dialog
      open
      onClose={onClose}
      title={date}
      description={t(special === undefined ? "day_dialog.usual" : "day_dialog.special", {
        kind: t(day.works ? "kind.works" : "kind.rests"),
        name: nameOf(special?.name ?? ""),
        from: special === undefined ? "" : t(`from.${special.from}`),
      })}
      footer={
        <>
          {special?.own ? (
            <Button className={css.remove ?? ""} busy={busy} onClick={() => void remove()}>
              {t("day_dialog.remove")}
            </Button>
          ) : (
            <Button onClick={onClose}>{t("cancel")}</Button>
          )}
          <Button
            kind="primary"
            busy={busy}
            disabled={name.trim() === "" || (own.length === 0 && work && otherHours) || !fits(own)}
            onClick={() => void save()}
          >
            {t("save")}
          </Button>
        </>
      }
    >
      <div className={css.form}>
        {special !== undefined && special.hours.length > 0 && <p>{spoken(special.hours)}</p>}
        <Segmented
          label={t("day_dialog.kind")}
          items={[
            { id: "off", label: t("kind.off") },
            { id: "work", label: t("kind.works") },
          ]}
          value={work ? "work" : "off"}
          onChange={(kind) => setWork(kind === "work")}
        />
        <TextField
          label={t("day_dialog.name")}
          hint={t("day_dialog.name_hint")}
          value={name}
          maxLength={40}
          error={error === null ? null : words(error)}
          onChange={(event) => setName(event.target.value)}
        />
        {work && (
          <SwitchField
            label={t("day_dialog.hours")}
            hint={t("day_dialog.hours_hint")}
            checked={otherHours}
            onChange={(on) => {
              setOtherHours(on);
              if (on && hours.length === 0) setHours([{ from: 540, to: 1080 }]);
            }}
          />
        )}
        {work && otherHours && <HoursFields label={t("day_dialog.hours")} hours={hours} onChange={setHours} />}
      </div>
    </Dialog>
  );
}
