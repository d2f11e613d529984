import { useTranslation } from "react-i18next";
import { type Problem, useProblemWords } from "../../../platform/api";
import { Button, Dialog, RuleRefusal } from "../../../ui";

interface Props {
  what: "recall" | "edit";
  problem: Problem;
  onCorrect(): void;
  onClose(): void;
}

/** A rule has stopped somebody: which clause, and the way that is open instead. */
export function RefusalDialog({ what, problem, onCorrect, onClose }: Props) {
  const { t } = useTranslation("messages");
  const words = useProblemWords();
  const clause = problem.rule?.clause;
  const way = problem.rule?.way?.code === "message.correct";
  return (
    <Dialog
      open
      onClose={onClose}
      title={t(what === "recall" ? "refusal.title" : "refusal.title_edit")}
      footer={
        <>
          <Button onClick={onClose}>{t("refusal.close")}</Button>
          {way && (
            <Button kind="primary" onClick={onCorrect}>
              {t("refusal.correct")}
            </Button>
          )}
        </>
      }
    >
      {clause === undefined ? <p>{words(problem)}</p> : <RuleRefusal sentence={words(problem)} clause={clause} />}
    </Dialog>
  );
}
