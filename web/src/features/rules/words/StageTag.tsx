import { useTranslation } from "react-i18next";
import { Tag } from "../../../ui";
import type { Carried, Stage } from "../api/rules";

const tones = { watch: "plain", warn: "warn", enforce: "primary" } as const;

/** Whether a rule only looks, tells, or stops. */
export function StageTag({ stage }: { stage: Stage }) {
  const { t } = useTranslation("rules");
  return <Tag tone={tones[stage]}>{t(`stage.${stage}`)}</Tag>;
}

/** How a rule carries its clause. What does not stop anybody has no stage to speak of. */
export function CarriedTag({ carried, stage }: { carried: Carried; stage: Stage }) {
  const { t } = useTranslation("rules");
  if (carried === "enforced") return <StageTag stage={stage} />;
  return <Tag>{t(`carried.${carried}`)}</Tag>;
}
