import { useTranslation } from "react-i18next";
import { toast } from "../../../../ui";
import { clock } from "../../model/calendar";
import type { Message } from "../../model/types";
import { MAX_SELECTED, useSelection } from "../../state/selection";
import { useChat } from "../actions";
import styles from "./SelectTick.module.css";

/** While messages are selected, the whole row is its box to tick. */
export function SelectTick({ message }: { message: Message }) {
  const { t } = useTranslation("chat-act");
  const { zone } = useChat();
  const on = useSelection((s) => s.seqs.has(message.seq));
  const toggle = () => {
    if (!useSelection.getState().toggle(message.seq)) toast("plain", t("select.full", { max: MAX_SELECTED }));
  };
  return (
    <label className={styles.cover} data-on={on || undefined}>
      <input
        type="checkbox"
        className={styles.tick}
        checked={on}
        onChange={toggle}
        aria-label={t("select.tick", { name: message.sender_name, time: clock(zone, message.at) })}
      />
    </label>
  );
}
