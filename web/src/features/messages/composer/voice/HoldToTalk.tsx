import { type PointerEvent, useEffect, useRef, useState } from "react";
import { createPortal } from "react-dom";
import { useTranslation } from "react-i18next";
import { toast } from "../../../../ui";
import { lengthWords } from "../../model/files";
import { CANCEL_PULL, countdownAt, type Trouble, troubleOf } from "./limits";
import { askMicrophone, type Recorded } from "./recorder";
import { TroubleNote } from "./TroubleNote";
import { LEVELS_SHOWN, useRecorder } from "./useRecorder";
import styles from "./Voice.module.css";
import { Wave } from "./Wave";

interface Props {
  onSend(recorded: Recorded): void;
  onClose(): void;
}

/** On a phone: hold to talk, let go to send, slide up to give up. */
export function HoldToTalk({ onSend, onClose }: Props) {
  const { t } = useTranslation("chat-write");
  const { stand, begin, finish, drop, over } = useRecorder(() => toast("plain", t("voice.too_short")));
  const [held, setHeld] = useState(false);
  const [away, setAway] = useState(false);
  const [barred, setBarred] = useState<Trouble | null>(null);
  const startY = useRef(0);

  // The question of the browser would break into the first hold, so it is put before.
  const ask = () => {
    setBarred(null);
    askMicrophone().catch((error: unknown) =>
      setBarred((error as DOMException).name === "InsecureOrigin" ? "insecure" : troubleOf(error)),
    );
  };
  useEffect(ask, []);

  const end = async (give: boolean) => {
    setHeld(false);
    setAway(false);
    if (!give) return drop();
    const recorded = await finish();
    if (recorded !== null) onSend(recorded);
    drop();
  };
  const endNow = useRef(end);
  endNow.current = end;
  useEffect(() => {
    if (over) void endNow.current(true);
  }, [over]);

  const down = (event: PointerEvent<HTMLButtonElement>) => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    startY.current = event.clientY;
    setHeld(true);
    void begin();
  };

  const pulled = (event: PointerEvent) => startY.current - event.clientY > CANCEL_PULL;

  const why = barred ?? (stand.at === "trouble" ? stand.why : null);
  if (why !== null) return <TroubleNote why={why} onAgain={ask} onClose={onClose} />;
  return (
    <>
      <button
        type="button"
        className={styles.hold}
        data-held={held || undefined}
        onPointerDown={down}
        onPointerMove={(event) => held && setAway(pulled(event))}
        // Where it ends counts: the last move may not have been drawn yet.
        onPointerUp={(event) => held && void end(!pulled(event))}
        onPointerCancel={() => held && void end(false)}
        onContextMenu={(event) => event.preventDefault()}
        // Without a finger: one press begins, the next one sends.
        onKeyDown={(event) => {
          if (event.key !== "Enter" && event.key !== " ") return;
          event.preventDefault();
          if (held) void end(true);
          else {
            setHeld(true);
            void begin();
          }
        }}
      >
        {held ? t(away ? "voice.release_drop" : "voice.release_send") : t("voice.hold")}
      </button>
      {held && <Held stand={stand} away={away} />}
    </>
  );
}

function Held({ stand, away }: { stand: { at: string; ms?: number; levels?: number[] }; away: boolean }) {
  const { t } = useTranslation("chat-write");
  const ms = stand.ms ?? 0;
  const left = countdownAt(ms);
  const levels = (stand.levels ?? []).slice(-32).map((level) => level * 3);
  const shown = [...Array.from({ length: Math.min(32, LEVELS_SHOWN) - levels.length }, () => 0), ...levels];
  return createPortal(
    <div className={styles.held} data-away={away || undefined}>
      <div className={styles.card} role="status">
        <Wave levels={shown} />
        <span className={styles.time}>{left === null ? lengthWords(ms) : t("voice.left", { n: left })}</span>
      </div>
      <p className={styles.pull}>{t(away ? "voice.release_drop" : "voice.pull")}</p>
    </div>,
    document.body,
  );
}
