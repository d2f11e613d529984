import { X } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Target } from "../../model/forwarding";
import people from "../../people/people.module.css";
import { ConversationAvatar } from "../../words/ConversationAvatar";
import { PersonAvatar } from "../../words/PersonAvatar";
import { titleOf } from "../../words/words";
import styles from "./Chosen.module.css";

interface Props {
  targets: Target[];
  onRemove(target: Target): void;
}

/** To whom it goes. */
export function Chosen({ targets, onRemove }: Props) {
  const { t } = useTranslation(["messages", "chat-act"]);
  return (
    <div>
      <p className={styles.label}>{t("chat-act:forward.to", { n: targets.length })}</p>
      {targets.length === 0 ? (
        <p className={styles.none}>{t("chat-act:forward.to_none")}</p>
      ) : (
        <ul className={people.chips}>
          {targets.map((target) => {
            const { conversation: c, person } = target;
            const name = c === null ? (person?.name ?? "") : titleOf(c, t);
            return (
              <li key={target.key} className={people.chip}>
                {c !== null ? (
                  <ConversationAvatar conversation={c} size={20} />
                ) : (
                  person !== null && <PersonAvatar person={person} size={20} />
                )}
                {name}
                <button type="button" aria-label={t("people.remove", { name })} onClick={() => onRemove(target)}>
                  <X size={12} aria-hidden />
                </button>
              </li>
            );
          })}
        </ul>
      )}
    </div>
  );
}
