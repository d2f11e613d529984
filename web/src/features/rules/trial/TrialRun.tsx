import { useTranslation } from "react-i18next";
import { Problem, useProblemWords } from "../../../platform/api";
import { useQueryClient } from "../../../platform/queries";
import { Button, Notice, Progress } from "../../../ui";
import { trialsKey } from "../api/queries";
import { type Trial, trials } from "../api/trials";
import { useRun } from "../useRun";
import css from "./trial.module.css";

/** How far a run is and the way to stop it, or why it gave nothing. */
export function TrialRun({ trial, may }: { trial: Trial; may: boolean }) {
  const { t } = useTranslation("rules");
  const words = useProblemWords();
  const client = useQueryClient();
  const { busy, error, run } = useRun();
  const cancel = () =>
    run(async () => {
      await trials.cancel(trial.id);
      await client.invalidateQueries({ queryKey: trialsKey });
    });
  const why = trial.error_code === null ? null : words(new Problem({ status: 0, code: trial.error_code, detail: "" }));
  if (trial.state !== "running") {
    return (
      <div className={css.run}>
        <Notice tone={trial.state === "failed" ? "warn" : "info"}>
          {why === null ? t(`trial.${trial.state}_text`) : why}
        </Notice>
      </div>
    );
  }
  return (
    <div className={css.run}>
      <div className={css.going}>
        <Progress
          label={t("trial.progress")}
          value={trial.total > 0 ? trial.done : null}
          max={Math.max(1, trial.total)}
        />
        <p className={css.figure} role="status">
          {trial.total > 0
            ? t("trial.progress_of", { done: trial.done.toLocaleString(), total: trial.total.toLocaleString() })
            : t("trial.counting")}
        </p>
      </div>
      {may && (
        <Button busy={busy} onClick={() => void cancel()}>
          {t("trial.cancel")}
        </Button>
      )}
      {error !== null && <Notice tone="danger">{words(error)}</Notice>}
    </div>
  );
}
