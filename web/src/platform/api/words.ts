import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { isOffline, isProblem } from "./problem";

export interface ProblemWords {
  /** One sentence for what went wrong, in the language of the page. */
  (error: unknown): string;
  /** What is wrong with one field ("body.name"), or null. */
  field(error: unknown, name: string): string | null;
  /** Everything that is wrong with one field. */
  fields(error: unknown, name: string): string[];
}

/** Puts problems into words: by code where the catalogue has it, else as the server said it. */
export function useProblemWords(): ProblemWords {
  const { t, i18n } = useTranslation(["ui", "problem"]);
  return useMemo(() => {
    const byCode = (code: string, params?: Record<string, unknown>): string | null => {
      const key = [`problem:${code}`, `problem:field.${code}`].find((k) => i18n.exists(k));
      return key === undefined ? null : String(t(key as never, params as never));
    };
    const sentence = (error: unknown): string => {
      if (isOffline(error)) return t("error.offline");
      if (!isProblem(error)) return t("error.unexpected");
      return byCode(error.code, error.params) ?? (error.detail || t("error.unexpected"));
    };
    const fields = (error: unknown, name: string): string[] => {
      if (!isProblem(error)) return [];
      return error.fields.filter((f) => f.field === name).map((f) => byCode(f.code, f.params) ?? t("error.field"));
    };
    const field = (error: unknown, name: string) => fields(error, name)[0] ?? null;
    return Object.assign(sentence, { field, fields });
  }, [t, i18n]);
}
