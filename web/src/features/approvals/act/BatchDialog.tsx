import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useProblemWords } from "../../../platform/api";
import { Button, Dialog, Notice, toast } from "../../../ui";
import { decideAll } from "../api/approvals";
import type { ApprovalRow, BatchResult } from "../api/types";
import css from "./act.module.css";
import { ConfirmFields } from "./ConfirmFields";
import { OpinionField } from "./OpinionField";
import { useConfirm } from "./useConfirm";

interface Props {
  kind: "approve" | "reject";
  rows: ApprovalRow[];
  onClose: () => void;
  /** At least one was decided. */
  onDone: () => void;
}

/** Decides several alike; what could not be decided is named with the reason. */
export function BatchDialog({ kind, rows, onClose, onDone }: Props) {
  const { t } = useTranslation(["approvals", "ui"]);
  const words = useProblemWords();
  const [text, setText] = useState("");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [failed, setFailed] = useState<BatchResult[] | null>(null);
  const how = useConfirm({ level: "password", confirmed: false });
  // What is refused leaves the list meanwhile; the window goes on naming it.
  const [named] = useState(() => new Map(rows.map((row) => [row.id, row.title])));

  const send = async () => {
    setBusy(true);
    setError(null);
    const items = rows.flatMap((r) =>
      r.task_id === null ? [] : [{ id: r.id, task_id: r.task_id, version: r.version }],
    );
    try {
      const results = await decideAll(items, kind, text.trim(), how.asks ? { password: how.password } : undefined);
      how.done();
      const not = results.filter((one) => !one.ok);
      if (not.length < results.length) toast("ok", t("batch.done", { n: results.length - not.length }));
      if (not.length > 0) setFailed(not);
      else {
        onDone();
        onClose();
      }
    } catch (refusal) {
      setError(how.refused(refusal) ? null : refusal);
    }
    setBusy(false);
  };
  const end = () => {
    if (failed !== null) onDone();
    onClose();
  };
  return (
    <Dialog
      open
      onClose={end}
      title={t(failed === null ? `batch.${kind}` : "batch.failed", { n: failed?.length ?? rows.length })}
      width={480}
      footer={
        failed === null ? (
          <>
            <Button onClick={end}>{t("ui:cancel")}</Button>
            <Button
              kind={kind === "reject" ? "danger" : "primary"}
              busy={busy}
              disabled={(kind === "reject" && text.trim() === "") || (how.asks && how.password === "")}
              onClick={() => void send()}
            >
              {t(`go.${kind}`)}
            </Button>
          </>
        ) : (
          <Button kind="primary" onClick={end}>
            {t("batch.seen")}
          </Button>
        )
      }
    >
      {failed === null ? (
        <div className={css.dialog}>
          <OpinionField
            label={t(kind === "reject" ? "opinion.needed" : "opinion")}
            value={text}
            deed={kind}
            onChange={setText}
          />
          <ConfirmFields how={how} />
          {error !== null && <Notice tone="danger">{words(error)}</Notice>}
        </div>
      ) : (
        <ul className={css.failed}>
          {failed.map((one) => (
            <li key={one.id}>
              <strong>{named.get(one.id)}</strong>
              <span>{one.detail}</span>
            </li>
          ))}
        </ul>
      )}
    </Dialog>
  );
}
