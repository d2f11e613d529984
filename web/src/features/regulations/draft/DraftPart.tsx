import { useTranslation } from "react-i18next";
import { useProblemWords } from "../../../platform/api";
import { useQuery } from "../../../platform/queries";
import { Button, EmptyState, ErrorState, Skeleton } from "../../../ui";
import { versionQuery } from "../api/read";
import type { Regulation } from "../api/types";
import { standing } from "../model/versions";
import { DraftEditor } from "./DraftEditor";

/** The draft of the next version, for those who write it. */
export function DraftPart({ one }: { one: Regulation }) {
  const { t } = useTranslation("regulations");
  const { draft } = standing(one);
  if (draft === undefined) return <EmptyState title={t("draft.none")} text={t("draft.none_text")} />;
  return <Loaded one={one} number={draft.number} />;
}

function Loaded({ one, number }: { one: Regulation; number: number }) {
  const { t } = useTranslation("regulations");
  const words = useProblemWords();
  const query = useQuery(versionQuery(one.id, number));
  if (query.data) return <DraftEditor one={one} draft={query.data} />;
  if (query.isPending) return <Skeleton rows={10} avatar={false} label={t("loading")} />;
  return (
    <ErrorState
      title={t("failed")}
      text={words(query.error)}
      action={<Button onClick={() => void query.refetch()}>{t("retry")}</Button>}
    />
  );
}
