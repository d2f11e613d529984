import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMe, useProblemWords } from "../../../platform/api";
import { useQuery } from "../../../platform/queries";
import { dayOf } from "../../../platform/when";
import { dayStart } from "../../../platform/when/zone";
import { Button, ChoiceField, Dialog, Notice, TextField, toast } from "../../../ui";
import { WhoField } from "../act/WhoField";
import { templatesQuery } from "../api/approvals";
import { delegate } from "../api/work";
import { nextDay } from "../list/narrowed";
import css from "./delegation.module.css";

/** Lets somebody act for oneself: who, on which days, for which kinds, why. */
export function DelegationDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation(["approvals", "ui"]);
  const words = useProblemWords();
  const { account, settings } = useMe();
  const today = dayOf(settings.zone, Date.now() * 1000);
  const kinds = useQuery(templatesQuery).data?.items ?? [];
  const [to, setTo] = useState<string[]>([]);
  const [from, setFrom] = useState(today);
  const [until, setUntil] = useState(today);
  const [some, setSome] = useState(false);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [reason, setReason] = useState("");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [person] = to;
  const backwards = until !== "" && from !== "" && until < from;
  const missing = person === undefined || from === "" || until === "" || backwards || (some && chosen.size === 0);
  const turn = (key: string) =>
    setChosen((before) => {
      const next = new Set(before);
      if (!next.delete(key)) next.add(key);
      return next;
    });
  const save = async () => {
    if (person === undefined) return;
    setBusy(true);
    setError(null);
    try {
      await delegate({
        to: person,
        from_at: from <= today ? 0 : dayStart(settings.zone, from),
        until_at: dayStart(settings.zone, nextDay(until)),
        templates: some ? [...chosen] : [],
        reason: reason.trim(),
      });
      toast("ok", t("delegation.saved"));
      onClose();
    } catch (refusal) {
      setError(refusal);
      setBusy(false);
    }
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={t("delegation.new")}
      description={t("delegation.new_text")}
      width={480}
      footer={
        <>
          <Button onClick={onClose}>{t("ui:cancel")}</Button>
          <Button kind="primary" busy={busy} disabled={missing} onClick={() => void save()}>
            {t("delegation.save")}
          </Button>
        </>
      }
    >
      <div className={css.dialog}>
        <WhoField label={t("delegation.to")} ids={to} max={1} without={new Set([account.id])} onChange={setTo} />
        <div className={css.days}>
          <TextField
            type="date"
            label={t("delegation.from")}
            min={today}
            value={from}
            onChange={(event) => setFrom(event.target.value)}
          />
          <TextField
            type="date"
            label={t("delegation.until")}
            min={from || today}
            value={until}
            error={backwards ? t("delegation.backwards") : null}
            onChange={(event) => setUntil(event.target.value)}
          />
        </div>
        <ChoiceField<"all" | "some">
          label={t("delegation.kinds")}
          kind="one"
          choices={(["all", "some"] as const).map((id) => ({
            id,
            label: t(`delegation.kinds_${id}`),
            text: t(`delegation.kinds_${id}_text`),
          }))}
          chosen={(id) => (id === "some") === some}
          onChoose={(id) => setSome(id === "some")}
        />
        {some && (
          <ul className={css.kinds} aria-label={t("delegation.kinds")}>
            {kinds.map((one) => (
              <li key={one.key}>
                <label className={css.kind}>
                  <input type="checkbox" checked={chosen.has(one.key)} onChange={() => turn(one.key)} />
                  {one.name}
                </label>
              </li>
            ))}
          </ul>
        )}
        <TextField
          label={t("delegation.reason")}
          maxLength={200}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
        {error !== null && <Notice tone="danger">{words(error)}</Notice>}
      </div>
    </Dialog>
  );
}
