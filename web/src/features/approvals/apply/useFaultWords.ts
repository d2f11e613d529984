import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { Problem, useProblemWords } from "../../../platform/api";
import type { Fault } from "../definition";

/** What is wrong, in a sentence. */
export function useFaultWords(): (fault: Fault) => string {
  const { t } = useTranslation("approval-form");
  const words = useProblemWords();
  return useCallback(
    (fault) => {
      // Told like the field of a refusal, which it would be if it were sent.
      const problem = new Problem({ status: 422, code: "", detail: "", fields: [fault] });
      return words.field(problem, fault.field) ?? t("fault");
    },
    [words, t],
  );
}
