import { useTranslation } from "react-i18next";
import { SwitchField, toast } from "../../../ui";
import type { Conversation } from "../model/types";
import { setPreference } from "../state/commands";
import styles from "./panel.module.css";

/** Mute and pin: this person's own view of a conversation. */
export function Preferences({ conversation: c }: { conversation: Conversation }) {
  const { t } = useTranslation("messages");
  const set = (change: { muted?: boolean; pinned?: boolean }) =>
    void setPreference(c, change).catch(() => toast("error", t("error.action")));
  return (
    <section className={styles.section} aria-label={t("panel.settings")}>
      <SwitchField label={t("group.mute")} checked={c.muted} onChange={(muted) => set({ muted })} />
      <SwitchField label={t("group.pin")} checked={c.pinned} onChange={(pinned) => set({ pinned })} />
    </section>
  );
}
