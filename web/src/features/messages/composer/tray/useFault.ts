import { useTranslation } from "react-i18next";
import { Problem, useProblemWords } from "../../../../platform/api";
import type { UploadState } from "../../../../platform/uploads";

const KNOWN = [
  "file.empty",
  "file.hash_wrong",
  "file.name_invalid",
  "file.too_large",
  "file.type_wrong",
  "storage.full",
];

/** What stands against a file and what to do about it; null when nothing does. */
export function useFault(state: UploadState | undefined): string | null {
  const { t } = useTranslation("chat-write");
  const words = useProblemWords();
  if (state?.phase === "absent") return t("fault.absent");
  if (state?.phase !== "refused" || state.problem === null) return null;
  const { code } = state.problem;
  const reason = words(new Problem(state.problem));
  return KNOWN.includes(code) ? t("fault.with_way", { reason, way: t(`fault.${code as "file.empty"}`) }) : reason;
}
