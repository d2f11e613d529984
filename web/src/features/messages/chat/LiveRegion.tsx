import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { high, type Timeline } from "../model/timeline";
import { messageLine } from "../words/words";
import { useChat } from "./actions";
import styles from "./LiveRegion.module.css";

/** Milliseconds after which a screen reader has taken the words. */
const SAID_AFTER = 2000;

/** Tells those who do not see the list what was said; what was there before stays unsaid. */
export function LiveRegion({ timeline }: { timeline: Timeline }) {
  const { t } = useTranslation("messages");
  const { me } = useChat();
  const told = useRef<number | null>(null);
  const [words, setWords] = useState("");
  const last = high(timeline);
  useEffect(() => {
    if (!timeline.loaded || !timeline.following) return;
    const before = told.current;
    told.current = last;
    if (before === null || last <= before) return;
    const message = timeline.messages[timeline.messages.length - 1];
    if (message === undefined || message.sender_id === me) return;
    const text = messageLine(message, me, t);
    setWords(message.kind !== "system" ? t("live.message", { name: message.sender_name, text }) : text);
  }, [timeline, last, me, t]);
  // What was said aloud does not stay in the page: a message may be recalled a moment later.
  useEffect(() => {
    if (words === "") return;
    const timer = setTimeout(() => setWords(""), SAID_AFTER);
    return () => clearTimeout(timer);
  }, [words]);
  return (
    <div className={styles.hidden} role="status" aria-live="polite">
      {words}
    </div>
  );
}
