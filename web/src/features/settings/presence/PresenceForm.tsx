import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { call, type Presence, putPresence, useMe, useProblemWords } from "../../../platform/api";
import { clockOf } from "../../../platform/when";
import { Button, SelectField, TextField, toast } from "../../../ui";
import css from "./PresenceForm.module.css";
import { SPANS, type Span, untilOf } from "./until";

const STATES = ["online", "away", "busy", "dnd"] as const;
const LONGEST_NOTE = 60;

type State = (typeof STATES)[number];

/** How one wants to be seen: a state, a few words, and until when. */
export function PresenceForm({ onSaved }: { onSaved?: () => void }) {
  const { t } = useTranslation("settings");
  const words = useProblemWords();
  const { account, settings } = useMe();
  const now = account.presence;
  const [state, setState] = useState<State>(STATES.find((s) => s === now.state) ?? "online");
  const [note, setNote] = useState(now.note ?? "");
  const [span, setSpan] = useState<Span | "kept">(now.until_at ? "kept" : "none");
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);

  const save = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setError(null);
    const ends = span === "kept" ? (now.until_at ?? null) : untilOf(span, Date.now() * 1000, settings.zone);
    const body = { state, note: note.trim(), ...(ends === null ? {} : { until_at: ends }) };
    try {
      putPresence(await call<Presence>("PUT", "/presence", { body }));
      toast("ok", t("presence.saved"));
      onSaved?.();
    } catch (problem) {
      setError(problem);
      if (words.field(problem, "body.note") === null) toast("error", words(problem));
    } finally {
      setBusy(false);
    }
  };

  return (
    <form className={css.form} onSubmit={(event) => void save(event)}>
      <fieldset className={css.states}>
        <legend className={css.legend}>{t("presence.title")}</legend>
        {STATES.map((s) => (
          <label key={s} className={css.state}>
            <input
              type="radio"
              name="presence"
              className={css.radio}
              checked={s === state}
              onChange={() => setState(s)}
            />
            <span className={`${css.dot} ${css[s]}`} aria-hidden />
            <span className={css.words}>
              {t(`presence.${s}`)}
              <span className={css.hint}>{t(`presence.${s}_hint`)}</span>
            </span>
          </label>
        ))}
      </fieldset>
      <TextField
        label={t("presence.note")}
        placeholder={t("presence.note_hint")}
        maxLength={LONGEST_NOTE}
        value={note}
        onChange={(event) => setNote(event.target.value)}
        error={words.field(error, "body.note")}
      />
      <SelectField
        label={t("presence.until")}
        value={span}
        onChange={(event) => setSpan(event.target.value as Span)}
        error={words.field(error, "body.until_at")}
      >
        {now.until_at && (
          <option value="kept">{t("presence.until_kept", { time: clockOf(settings.zone, now.until_at) })}</option>
        )}
        {SPANS.map((s) => (
          <option key={s} value={s}>
            {t(`presence.until_${s}`)}
          </option>
        ))}
      </SelectField>
      <Button type="submit" kind="primary" busy={busy}>
        {t("presence.save")}
      </Button>
    </form>
  );
}
