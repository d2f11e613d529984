import { useTranslation } from "react-i18next";
import { Tag } from "../../../ui";
import type { AckState } from "../api/types";

const tones = { waiting: "warn", overdue: "danger", done: "ok", ended: "plain" } as const;

export function StateTag({ state }: { state: AckState }) {
  const { t } = useTranslation("acknowledgement");
  return <Tag tone={tones[state]}>{t(`state.${state}`)}</Tag>;
}
