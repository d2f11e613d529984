import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMe, useProblemWords } from "../../../platform/api";
import { useQueryClient } from "../../../platform/queries";
import { Button, Dialog, Notice, TextAreaField, toast } from "../../../ui";
import { proposals } from "../api/proposals";
import { rulesKey } from "../api/queries";
import type { RuleDetail } from "../api/rules";
import { amountOf } from "../model/value";
import { useRun } from "../useRun";
import { useRefusal } from "../words/useRefusal";
import { useRuleWords } from "../words/useRuleWords";
import { ChangeSummary } from "./ChangeSummary";
import css from "./change.module.css";
import { complete, draftOf, type Start } from "./draft";
import { ScopeField } from "./ScopeField";
import { StageField } from "./StageField";
import { ValueField, valueFault } from "./ValueField";
import { WhenField } from "./WhenField";
import { effectiveAt, endOf, type When } from "./when";

interface Props {
  rule: RuleDetail;
  start: Start;
  onClose: () => void;
}

const OWN = ["body.value", "body.scope.id", "body.effective_at", "body.until_at", "body.reason"];

/** Asks for a change: whom it is for, which value, from when, and why. Somebody else must confirm it. */
export function ChangeDialog({ rule, start, onClose }: Props) {
  const { t } = useTranslation("rules");
  const { zone } = useMe().settings;
  const words = useProblemWords();
  const said = useRuleWords();
  const refused = useRefusal(rule.unit);
  const client = useQueryClient();
  const withdraw = start.withdraw === true;
  const [draft, setDraft] = useState(() => draftOf(rule, start));
  const [when, setWhen] = useState<When>({ kind: "confirmed", wall: "" });
  const [until, setUntil] = useState("");
  const [reason, setReason] = useState("");
  const { busy, error, run } = useRun();
  const field = (name: string) => (error === null ? null : words.field(error, name));
  const elsewhere = error !== null && OWN.every((name) => words.field(error, name) === null);

  const mustEnd = draft.scope.kind === "person" && !withdraw;
  const value = withdraw ? null : amountOf(draft.typed, draft.step);
  const from = effectiveAt(when, zone);
  const ready =
    complete(draft) &&
    (withdraw || valueFault(rule, draft) === null) &&
    from !== null &&
    (!mustEnd || until !== "") &&
    reason.trim().length >= 2;

  const send = () =>
    run(async () => {
      const { kind, id } = draft.scope;
      await proposals.propose(rule.id, {
        scope: id === undefined ? { kind } : { kind, id },
        value,
        stage: draft.stage,
        effective_at: from ?? 0,
        until_at: withdraw ? null : endOf(zone, until),
        reason: reason.trim(),
        trial_id: start.trial?.id ?? null,
      });
      await client.invalidateQueries({ queryKey: rulesKey });
      toast("ok", t("change.sent"), t("change.sent_text"));
      onClose();
    });

  return (
    <Dialog
      open
      onClose={onClose}
      title={t(withdraw ? "change.title_withdraw" : "change.title")}
      description={rule.title}
      width={560}
      footer={
        <>
          <Button onClick={onClose}>{t("cancel")}</Button>
          <Button kind="primary" busy={busy} disabled={!ready} onClick={() => void send()}>
            {t("change.send")}
          </Button>
        </>
      }
    >
      <div className={css.form}>
        {start.trial !== undefined && <Notice>{t("change.from_trial")}</Notice>}
        {withdraw ? (
          <p>{t("change.withdraw_text", { scope: said.scope(draft.scope) })}</p>
        ) : (
          <>
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
          </>
        )}
        <WhenField
          when={when}
          onWhen={setWhen}
          until={withdraw ? null : until}
          onUntil={setUntil}
          mustEnd={mustEnd}
          errors={{ effective: field("body.effective_at"), until: field("body.until_at") }}
        />
        <TextAreaField
          label={t("change.reason")}
          hint={t("change.reason_hint")}
          error={field("body.reason")}
          maxLength={500}
          required
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
        {complete(draft) && (
          <ChangeSummary
            rule={rule}
            scope={draft.scope}
            value={withdraw ? null : value}
            known={withdraw || value !== null}
          />
        )}
        {elsewhere && <Notice tone="danger">{refused(error)}</Notice>}
      </div>
    </Dialog>
  );
}
