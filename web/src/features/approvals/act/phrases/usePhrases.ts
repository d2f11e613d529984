import { useTranslation } from "react-i18next";
import { useQuery } from "../../../../platform/queries";
import { keepPhrases, type Phrases, phrasesQuery } from "../../api/approvals";

export interface OfferedPhrases {
  /** Those for this decision, in order. */
  list: string[];
  /** What everybody begins with. */
  usual: string[];
  /** Others for this decision; those for the other one stay. Throws as `call` does. */
  keep: (list: string[]) => Promise<void>;
}

/** 常用语: what somebody says most often of such a decision. Null: an act that needs none, or they are not here yet. */
export function usePhrases(deed: string): OfferedPhrases | null {
  const { t } = useTranslation("approvals");
  const kind: keyof Phrases | null =
    deed === "approve" ? "approve" : deed === "reject" || deed === "return" ? "reject" : null;
  const query = useQuery({ ...phrasesQuery, enabled: kind !== null });
  const usual: Phrases = {
    approve: [t("phrase.approve_1"), t("phrase.approve_2"), t("phrase.approve_3")],
    reject: [t("phrase.reject_1"), t("phrase.reject_2"), t("phrase.reject_3")],
  };
  if (kind === null || query.isPending) return null;
  const own = query.data?.own ? query.data : usual;
  return {
    list: own[kind],
    usual: usual[kind],
    keep: (list) => keepPhrases({ approve: own.approve, reject: own.reject, [kind]: list }),
  };
}
