import { PinOff } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useMe, useProblemWords } from "../../../../platform/api";
import { IconButton, toast } from "../../../../ui";
import type { Pin } from "../../model/acting";
import { pin } from "../../state/acts";
import { useServerNow } from "../../state/now";
import { momentWords } from "../../words/words";
import styles from "./Pins.module.css";
import { PinWords } from "./PinsBar";

interface Props {
  pins: Pin[];
  writes: boolean;
  onJump(seq: number): void;
}

/** All pinned messages of a conversation: go there, or take the pin off. */
export function PinList({ pins, writes, onJump }: Props) {
  const { t } = useTranslation("chat-act");
  const { t: say } = useTranslation("messages");
  const words = useProblemWords();
  const { zone } = useMe().settings;
  const now = useServerNow(60_000);
  const off = (p: Pin) =>
    void pin(p.message, false)
      .then(() => toast("ok", t("pin.undone")))
      .catch((error: unknown) => toast("error", words(error)));
  return (
    <ul className={styles.list}>
      {pins.map((p) => (
        <li key={p.message.seq} className={styles.row}>
          <button type="button" className={styles.go} onClick={() => onJump(p.message.seq)}>
            <PinWords pin={p} />
            <time className={styles.at}>{momentWords(zone, p.message.at, now, say)}</time>
          </button>
          {writes && (
            <IconButton label={t("act.unpin")} onClick={() => off(p)}>
              <PinOff size={16} strokeWidth={1.75} aria-hidden />
            </IconButton>
          )}
        </li>
      ))}
    </ul>
  );
}
