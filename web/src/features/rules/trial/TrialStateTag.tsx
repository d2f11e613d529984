import { useTranslation } from "react-i18next";
import { Tag } from "../../../ui";
import type { TrialState } from "../api/trials";

const tones = { running: "primary", done: "ok", cancelled: "plain", failed: "danger" } as const;

export function TrialStateTag({ state }: { state: TrialState }) {
  const { t } = useTranslation("rules");
  return <Tag tone={tones[state]}>{t(`trial.is_${state}`)}</Tag>;
}
