import { useTranslation } from "react-i18next";
import { Tag } from "../../../ui";
import type { VersionState } from "../api/types";

const tones = { in_force: "ok", scheduled: "primary", draft: "warn", superseded: "plain" } as const;

/** Where a version stands. */
export function StateTag({ state }: { state: VersionState }) {
  const { t } = useTranslation("regulations");
  return <Tag tone={tones[state]}>{t(`state.${state}`)}</Tag>;
}
