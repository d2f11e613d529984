import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useQueryClient } from "../../../platform/queries";
import { Button, Dialog, Notice, TextAreaField, toast } from "../../../ui";
import { type Proposal, proposals } from "../api/proposals";
import { rulesKey } from "../api/queries";
import { BeforeAfter } from "../rule/BeforeAfter";
import { useRun } from "../useRun";
import { useRefusal } from "../words/useRefusal";
import { useRuleWords } from "../words/useRuleWords";
import css from "./proposals.module.css";

export type Decision = "confirm" | "reject" | "withdraw";

interface Props {
  proposal: Proposal;
  decision: Decision;
  onClose: () => void;
}

/** Confirms, rejects or takes back; a rejection says why. */
export function DecideDialog({ proposal: p, decision, onClose }: Props) {
  const { t } = useTranslation("rules");
  const said = useRuleWords();
  const refused = useRefusal(p.rule.unit);
  const client = useQueryClient();
  const [note, setNote] = useState("");
  const { busy, error, run } = useRun();
  const go = () =>
    run(async () => {
      if (decision === "withdraw") await proposals.withdraw(p.id);
      else await proposals.decide(p.id, decision === "confirm", note.trim());
      await client.invalidateQueries({ queryKey: rulesKey });
      toast("ok", t(`decide.${decision}_done`));
      onClose();
    });
  return (
    <Dialog
      open
      onClose={onClose}
      title={t(`decide.${decision}_title`)}
      description={p.rule.title}
      footer={
        <>
          <Button onClick={onClose}>{t("cancel")}</Button>
          <Button
            kind={decision === "confirm" ? "primary" : "danger"}
            busy={busy}
            disabled={decision === "reject" && note.trim() === ""}
            onClick={() => void go()}
          >
            {t(`decide.${decision}_do`)}
          </Button>
        </>
      }
    >
      <div className={css.decide}>
        <p className={css.summary}>
          <span>{said.scope(p.scope)}</span>
          <BeforeAfter
            unit={p.rule.unit}
            from={p.before?.value ?? null}
            to={p.value}
            company={p.scope.kind === "company"}
          />
        </p>
        <p>{t(`decide.${decision}_text`, { name: p.asked_by.name })}</p>
        {decision !== "withdraw" && (
          <TextAreaField
            label={t(decision === "reject" ? "decide.why" : "decide.note")}
            maxLength={500}
            required={decision === "reject"}
            value={note}
            onChange={(event) => setNote(event.target.value)}
          />
        )}
        {error !== null && <Notice tone="danger">{refused(error)}</Notice>}
      </div>
    </Dialog>
  );
}
