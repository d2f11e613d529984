import { useTranslation } from "react-i18next";
import { Problem, useProblemWords } from "../../../../platform/api";
import type { UploadState } from "../../../../platform/uploads";

/** What stands against a file and what to do about it; null when nothing does. */
export function useFault(state: UploadState | undefined): string | null {
  const { t } = useTranslation("chat-write");
  const words = useProblemWords();
  if (state?.phase === "absent") return t("fault.absent");
  if (state?.phase !== "refused" || state.problem === null) return null;
  return words(new Problem(state.problem));
}
