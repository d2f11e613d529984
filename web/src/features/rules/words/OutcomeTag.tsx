import { useTranslation } from "react-i18next";
import { Tag } from "../../../ui";
import type { Outcome } from "../api/trials";

const tones = { allow: "ok", record: "plain", watch: "plain", warn: "warn", block: "danger" } as const;

/** What a rule said of a case. */
export function OutcomeTag({ outcome }: { outcome: Outcome }) {
  const { t } = useTranslation("rules");
  return <Tag tone={tones[outcome]}>{t(`outcome.${outcome}`)}</Tag>;
}
