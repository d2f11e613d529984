import { Reply } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useSwipe } from "../../../../ui/useSwipe";
import type { Message } from "../../model/types";
import { useChat } from "../actions";
import styles from "../MessageRow.module.css";

const FAR_PX = 72;
const ENOUGH_PX = 52;

/** A finger that pushes a message to the left answers it; the menu does the same. */
export function SwipedLine({ message, children }: { message: Message; children: ReactNode }) {
  const { writes, actions } = useChat();
  const [pushed, setPushed] = useState(0);
  const swipe = useSwipe({
    move: (dx) => setPushed(Math.max(-FAR_PX, Math.min(0, dx))),
    end(dx) {
      setPushed(0);
      if (dx <= -ENOUGH_PX) actions.run("reply", message);
    },
  });
  const answerable = writes && message.recalled === null;
  return (
    <div
      className={styles.line}
      data-pushed={pushed !== 0 || undefined}
      style={pushed === 0 ? undefined : { transform: `translateX(${pushed}px)` }}
      {...(answerable ? swipe : {})}
    >
      {children}
      {pushed !== 0 && (
        <span className={styles.answerSign} data-enough={pushed <= -ENOUGH_PX || undefined} aria-hidden>
          <Reply size={18} strokeWidth={2} />
        </span>
      )}
    </div>
  );
}
