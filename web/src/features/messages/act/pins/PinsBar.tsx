import { ChevronDown, Pin as PinIcon } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useMe } from "../../../../platform/api";
import { Popover } from "../../../../ui";
import type { Pin } from "../../model/acting";
import { briefOf, briefWords } from "../../words/brief";
import { PinList } from "./PinList";
import styles from "./Pins.module.css";
import { usePins } from "./usePins";

interface Props {
  conversationId: string;
  /** Whether this person may take pins off. */
  writes: boolean;
  onJump(seq: number): void;
}

/** Under the header: the newest pinned message, and all of them on demand. */
export function PinsBar({ conversationId, writes, onJump }: Props) {
  const { t } = useTranslation("chat-act");
  const pins = usePins(conversationId);
  const [newest] = pins;
  if (newest === undefined) return null;
  return (
    <section className={styles.bar} aria-label={t("pin.label")}>
      <PinIcon size={16} strokeWidth={1.75} aria-hidden className={styles.sign} />
      <button type="button" className={styles.newest} onClick={() => onJump(newest.message.seq)}>
        <PinWords pin={newest} />
      </button>
      <Popover
        label={t("pin.label")}
        align="end"
        trigger={
          <button type="button" className={styles.all}>
            {t("pin.count", { n: pins.length })}
            <ChevronDown size={16} aria-hidden />
          </button>
        }
      >
        {(close) => (
          <PinList
            pins={pins}
            writes={writes}
            onJump={(seq) => {
              close();
              onJump(seq);
            }}
          />
        )}
      </Popover>
    </section>
  );
}

/** Who said it, and what, in one line. */
export function PinWords({ pin }: { pin: Pin }) {
  const { t } = useTranslation("chat-act");
  const { t: say } = useTranslation("messages");
  const me = useMe().account.id;
  const { message: m } = pin;
  return (
    <span className={styles.words}>
      <span className={styles.name}>{m.sender_id === me ? t("you") : m.sender_name}</span>
      {briefWords(briefOf(m, say), say)}
    </span>
  );
}
