import { useTranslation } from "react-i18next";

/** 常用语: what is said most often of a decision. */
export function usePhrases(deed: string): string[] {
  const { t } = useTranslation("approvals");
  if (deed === "approve") return [t("phrase.approve_1"), t("phrase.approve_2"), t("phrase.approve_3")];
  if (deed === "reject" || deed === "return") return [t("phrase.reject_1"), t("phrase.reject_2"), t("phrase.reject_3")];
  return [];
}
