import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMe, useProblemWords } from "../../../platform/api";
import { useQueryClient } from "../../../platform/queries";
import { dayOf } from "../../../platform/when";
import { dayStart } from "../../../platform/when/zone";
import { Button, Dialog, Notice, TextField } from "../../../ui";
import { trialsKey } from "../api/queries";
import type { RuleDetail } from "../api/rules";
import { trials } from "../api/trials";
import { complete, draftOf } from "../change/draft";
import { ScopeField } from "../change/ScopeField";
import { StageField } from "../change/StageField";
import { ValueField, valueFault } from "../change/ValueField";
import { endOf } from "../change/when";
import { amountOf } from "../model/value";
import { useRun } from "../useRun";
import css from "./trial.module.css";

const DAY_US = 86_400_000_000;
const MOST_DAYS = 366;
const OWN = ["body.value", "body.scope.id", "body.from_at", "body.to_at"];

/** Starts a trial run: a value, whom it is for, and the days over which it is tried. */
export function TrialDialog({ rule, onClose }: { rule: RuleDetail; onClose: () => void }) {
  const { t } = useTranslation("rules");
  const { zone } = useMe().settings;
  const words = useProblemWords();
  const client = useQueryClient();
  const navigate = useNavigate();
  const now = Date.now() * 1000;
  const today = dayOf(zone, now);
  const [draft, setDraft] = useState(() => draftOf(rule, {}));
  const [from, setFrom] = useState(dayOf(zone, now - 30 * DAY_US));
  const [to, setTo] = useState(today);
  const { busy, error, run } = useRun();
  const field = (name: string) => (error === null ? null : words.field(error, name));
  const elsewhere = error !== null && OWN.every((name) => words.field(error, name) === null);
  const value = amountOf(draft.typed, draft.step);
  const end = endOf(zone, to);
  const span = from === "" || end === null ? null : end - dayStart(zone, from);
  const fault = span !== null && (span <= 0 || span > MOST_DAYS * DAY_US);
  const ready = complete(draft) && valueFault(rule, draft) === null && span !== null && !fault;

  const start = () =>
    run(async () => {
      const { kind, id } = draft.scope;
      const trial = await trials.start(rule.id, {
        scope: id === undefined ? { kind } : { kind, id },
        value: value ?? 0,
        stage: draft.stage,
        from_at: dayStart(zone, from),
        to_at: Math.min(end ?? now, now),
      });
      void client.invalidateQueries({ queryKey: trialsKey });
      await navigate({ to: "/admin/rules/trials/$trialId", params: { trialId: trial.id } });
    });

  return (
    <Dialog
      open
      onClose={onClose}
      title={t("trial.title")}
      description={t("trial.text", { rule: rule.title })}
      width={560}
      footer={
        <>
          <Button onClick={onClose}>{t("cancel")}</Button>
          <Button kind="primary" busy={busy} disabled={!ready} onClick={() => void start()}>
            {t("trial.start")}
          </Button>
        </>
      }
    >
      <div className={css.form}>
        <ScopeField
          scope={draft.scope}
          onChange={(scope) => setDraft({ ...draft, scope })}
          error={field("body.scope.id")}
        />
        <ValueField
          rule={rule}
          draft={draft}
          onChange={(part) => setDraft({ ...draft, ...part })}
          error={field("body.value")}
        />
        <StageField rule={rule} stage={draft.stage} onChange={(stage) => setDraft({ ...draft, stage })} />
        <div className={css.days}>
          <TextField
            type="date"
            label={t("trial.from")}
            max={today}
            error={field("body.from_at")}
            value={from}
            onChange={(event) => setFrom(event.target.value)}
          />
          <TextField
            type="date"
            label={t("trial.to")}
            max={today}
            error={fault ? t("trial.span_fault", { days: MOST_DAYS }) : field("body.to_at")}
            value={to}
            onChange={(event) => setTo(event.target.value)}
          />
        </div>
        {elsewhere && <Notice tone="danger">{words(error)}</Notice>}
      </div>
    </Dialog>
  );
}
