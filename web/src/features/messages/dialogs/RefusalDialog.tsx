import { ScrollText } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Button, Dialog } from "../../../ui";
import type { Problem } from "../api/messaging";
import { useProblemWords } from "../chat/useProblemWords";
import styles from "./dialogs.module.css";

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
            <Button variant="primary" onClick={onCorrect}>
              {t("refusal.correct")}
            </Button>
          )}
        </>
      }
    >
      <p className={styles.reason}>{words(problem)}</p>
      {clause !== undefined && (
        <figure className={styles.clause}>
          <figcaption>
            <ScrollText size={16} aria-hidden />
            {t("refusal.clause_ref", {
              document: clause.document,
              number: clause.number,
              version: clause.version,
            })}
          </figcaption>
          <blockquote>{clause.text}</blockquote>
        </figure>
      )}
    </Dialog>
  );
}
