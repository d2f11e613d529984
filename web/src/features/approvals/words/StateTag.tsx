import { useTranslation } from "react-i18next";
import { Tag } from "../../../ui";
import type { ApprovalState } from "../api/types";

const tones = { running: "warn", approved: "ok", rejected: "danger", withdrawn: "plain", returned: "warn" } as const;

export function StateTag({ state }: { state: ApprovalState }) {
  const { t } = useTranslation("approvals");
  return <Tag tone={tones[state]}>{t(`state.${state}`)}</Tag>;
}
