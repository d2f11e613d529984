import { useTranslation } from "react-i18next";
import { useMe } from "../../../platform/api";
import { dayOf } from "../../../platform/when";
import { Segmented, TextField } from "../../../ui";
import { wallOf } from "../../messages/model/remind";
import css from "./change.module.css";
import type { When } from "./when";

interface Props {
  when: When;
  onWhen: (when: When) => void;
  /** The last day on which it holds; empty for without end, null where there is nothing to end. */
  until: string | null;
  onUntil: (day: string) => void;
  /** An exemption for one person must end. */
  mustEnd: boolean;
  errors: { effective: string | null; until: string | null };
}

/** From when, and until when. */
export function WhenField({ when, onWhen, until, onUntil, mustEnd, errors }: Props) {
  const { t } = useTranslation("rules");
  const { zone } = useMe().settings;
  const now = Date.now() * 1000;
  return (
    <>
      <div className={css.when}>
        <span className={css.label} aria-hidden>
          {t("change.effective")}
        </span>
        <Segmented<When["kind"]>
          label={t("change.effective")}
          items={[
            { id: "confirmed", label: t("change.effective_confirmed") },
            { id: "at", label: t("change.effective_at") },
          ]}
          value={when.kind}
          onChange={(kind) => onWhen({ ...when, kind })}
        />
      </div>
      {when.kind === "at" && (
        <TextField
          type="datetime-local"
          label={t("change.at")}
          hint={t("change.zone", { zone })}
          error={errors.effective}
          min={wallOf(now, zone)}
          value={when.wall}
          onChange={(event) => onWhen({ ...when, wall: event.target.value })}
        />
      )}
      {until !== null && (
        <TextField
          type="date"
          label={t(mustEnd ? "change.until_must" : "change.until")}
          hint={t(mustEnd ? "change.until_must_hint" : "change.until_hint")}
          error={errors.until}
          min={dayOf(zone, now)}
          value={until}
          onChange={(event) => onUntil(event.target.value)}
        />
      )}
    </>
  );
}
