import { SmilePlus } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Message, Reaction } from "../../model/types";
import { askFor } from "../../state/people";
import { useChat } from "../actions";
import styles from "./Reactions.module.css";

/** So many are named; the rest is counted. */
const NAMED = 12;

/** Under a bubble: who answered with which emoji. A click joins in or withdraws. */
export function Reactions({ message }: { message: Message }) {
  const { t } = useTranslation("chat-act");
  const { writes, actions } = useChat();
  if (message.reactions.length === 0) return null;
  return (
    <ul className={styles.chips} aria-label={t("react.list")}>
      {message.reactions.map((reaction) => (
        <li key={reaction.emoji}>
          <Chip message={message} reaction={reaction} />
        </li>
      ))}
      {writes && (
        <li>
          <button
            type="button"
            className={`${styles.chip} ${styles.add}`}
            aria-label={t("act.react")}
            title={t("act.react")}
            aria-haspopup="dialog"
            onClick={(event) => actions.pickReaction(message, event.currentTarget)}
          >
            <SmilePlus size={14} aria-hidden />
          </button>
        </li>
      )}
    </ul>
  );
}

function Chip({ message, reaction }: { message: Message; reaction: Reaction }) {
  const { t } = useTranslation("chat-act");
  const { me, writes, personOf, actions } = useChat();
  const { emoji, count, account_ids: ids } = reaction;
  // Names are asked for when somebody looks for them.
  const [looked, setLooked] = useState(false);
  const look = () => {
    for (const id of ids.slice(0, NAMED)) if (id !== me) askFor(id);
    setLooked(true);
  };
  const names = ids
    .slice(0, NAMED)
    .map((id) => (id === me ? t("you") : personOf(id)?.name))
    .filter((name) => name !== undefined)
    .join(t("separator"));
  const words =
    names === ""
      ? t("react.count", { emoji, n: count })
      : t(count > NAMED ? "react.who_more" : "react.who", { emoji, names, n: count });
  return (
    <button
      type="button"
      className={styles.chip}
      aria-pressed={ids.includes(me)}
      aria-label={words}
      title={looked ? words : undefined}
      disabled={!writes}
      onPointerEnter={look}
      onFocus={look}
      onClick={() => actions.react(message, emoji)}
    >
      <span aria-hidden>{emoji}</span>
      <span className={styles.count} aria-hidden>
        {count}
      </span>
    </button>
  );
}
