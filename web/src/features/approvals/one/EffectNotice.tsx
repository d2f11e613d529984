import { useTranslation } from "react-i18next";
import { useMe } from "../../../platform/api";
import { momentOf } from "../../../platform/when";
import { Notice } from "../../../ui";
import type { Approval } from "../api/types";

const tones = { pending: "info", done: "ok", failed: "danger", closed: "info", ended: "info" } as const;

/** What follows by itself, and how far that has come. */
export function EffectNotice({ approval: { effect, state, acts } }: { approval: Approval }) {
  const { t } = useTranslation("approvals");
  const { zone } = useMe().settings;
  if (effect.name === "") return null;
  if (effect.state === "none") {
    return state === "running" ? <Notice>{t("effect.ahead", { words: effect.words })}</Notice> : null;
  }
  const at = effect.at === null ? "" : momentOf(zone, effect.at);
  return (
    <Notice tone={tones[effect.state]} title={t(`effect.${effect.state}`, { words: effect.words, at })}>
      {effect.state === "ended" && acts.findLast((one) => one.kind === "end_early")?.text}
      {effect.state === "failed" && (effect.error_text || t("effect.failed_text"))}
    </Notice>
  );
}
