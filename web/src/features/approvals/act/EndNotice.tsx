import { useTranslation } from "react-i18next";
import { useMe } from "../../../platform/api";
import { momentOf } from "../../../platform/when";
import { Notice } from "../../../ui";
import type { Approval } from "../api/types";

/** What it means to end early what was approved: it runs already, or is still to come. */
export function EndNotice({ approval: { mine } }: { approval: Approval }) {
  const { t } = useTranslation("approvals");
  const { zone } = useMe().settings;
  if (mine.lasts === undefined) return null;
  const { from_at, until_at } = mine.lasts;
  const ahead = from_at > Date.now() * 1000;
  return (
    <Notice
      tone="warn"
      title={
        ahead
          ? t("end_early.ahead", { from: momentOf(zone, from_at) })
          : t("end_early.now", { until: momentOf(zone, until_at) })
      }
    >
      {t("end_early.told")}
    </Notice>
  );
}
