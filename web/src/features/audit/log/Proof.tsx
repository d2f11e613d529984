import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useProblemWords } from "../../../platform/api";
import { Button, Notice } from "../../../ui";
import { download } from "../../admin/slips/download";
import { type AuditProof, proofOf } from "../api/audit";
import { checkpointOf, follow, type Verdict } from "../model/proof";
import { useAuditWords } from "../words/useAuditWords";
import css from "./record.module.css";

const tones = { holds: "ok", fails: "danger", unable: "info" } as const;

/** Fetches the proof of a record when asked to, and follows it in this browser. */
export function Proof({ record, number }: { record: string; number: number | null }) {
  const { t } = useTranslation("audit");
  const problem = useProblemWords();
  const words = useAuditWords();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const [found, setFound] = useState<{ proof: AuditProof; verdict: Verdict } | null>(null);
  const prove = async () => {
    setBusy(true);
    setError(null);
    try {
      const proof = await proofOf(record);
      setFound({ proof, verdict: await follow(proof) });
    } catch (reason) {
      setError(problem(reason));
    }
    setBusy(false);
  };
  const checkpoint = found && checkpointOf(found.proof.checkpoint);
  return (
    <section className={css.proof} aria-label={t("proof.title")}>
      <h3 className={css.heading}>{t("proof.title")}</h3>
      {found === null && (
        <>
          <p className={css.hint}>{number === null ? t("proof.waits") : t("proof.text", { n: number })}</p>
          {error && <Notice tone="warn">{error}</Notice>}
          <div>
            <Button busy={busy} onClick={() => void prove()}>
              {t("proof.ask")}
            </Button>
          </div>
        </>
      )}
      {found && (
        <>
          <Notice tone={tones[found.verdict]} title={t(`proof.${found.verdict}`)}>
            {checkpoint &&
              t(`proof.${found.verdict}_text`, {
                n: found.proof.number,
                size: checkpoint.size,
                at: words.moment(checkpoint.at),
              })}
          </Notice>
          <p className={css.hint}>{t("proof.line")}</p>
          <pre className={css.text}>{found.proof.record}</pre>
          <div>
            <Button
              onClick={() =>
                download(
                  `audit-proof-${found.proof.number}.json`,
                  JSON.stringify(found.proof, null, 2),
                  "application/json",
                )
              }
            >
              {t("proof.download")}
            </Button>
          </div>
        </>
      )}
    </section>
  );
}
