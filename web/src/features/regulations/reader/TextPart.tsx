import { useTranslation } from "react-i18next";
import { useAddress } from "../../../platform/address";
import { useProblemWords } from "../../../platform/api";
import { useQuery } from "../../../platform/queries";
import { Button, ErrorState, Skeleton } from "../../../ui";
import { versionQuery } from "../api/read";
import type { Regulation } from "../api/types";
import { standing } from "../model/versions";
import { Reader } from "./Reader";

/** The words of a version: the one in force, or the one that the address names. */
export function TextPart({ one }: { one: Regulation }) {
  const { t } = useTranslation("regulations");
  const words = useProblemWords();
  const [address] = useAddress();
  const asked = Number(address.version);
  const head = one.versions.find((v) => v.number === asked) ?? standing(one).shown;
  const query = useQuery(versionQuery(one.id, head.number));
  if (query.data) return <Reader key={head.number} one={one} version={query.data} />;
  if (query.isPending) return <Skeleton rows={10} avatar={false} label={t("loading")} />;
  return (
    <ErrorState
      title={t("failed")}
      text={words(query.error)}
      action={<Button onClick={() => void query.refetch()}>{t("retry")}</Button>}
    />
  );
}
