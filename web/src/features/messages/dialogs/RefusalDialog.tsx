import { useTranslation } from "react-i18next";
import { type Problem, useProblemWords } from "../../../platform/api";
import { Button, Dialog } from "../../../ui";
import { RuleStop } from "../../rules/clause/RuleStop";

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
  const { rule } = problem;
  const way = rule?.way?.code === "message.correct";
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
      {rule === undefined ? <p>{words(problem)}</p> : <RuleStop sentence={words(problem)} rule={rule} onGo={onClose} />}
    </Dialog>
  );
}
