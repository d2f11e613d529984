import { useCallback } from "react";
import { useTranslation } from "react-i18next";

/** Puts a refusal into words: by its code where there are words for it, else as the server said it. */
export function useProblemWords(): (error: unknown) => string {
  const { t, i18n } = useTranslation("messages");
  return useCallback(
    (error: unknown) => {
      const problem = error as { code?: string; detail?: string; params?: Record<string, unknown> } | null;
      const code = problem?.code ?? "";
      if (code !== "" && i18n.exists(code, { ns: "problem" })) {
        return i18n.t(code, { ns: "problem", ...problem?.params });
      }
      return problem?.detail || t("error.action");
    },
    [t, i18n],
  );
}
