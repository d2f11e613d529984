import { File, Image, Link, type LucideIcon, MessagesSquare, Mic, Stamp } from "lucide-react";
import { Fragment, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useMe } from "../../../platform/api";
import { shortMoment } from "../../../platform/when";
import type { Message, SearchHit } from "../model/types";
import { serverClock } from "../state/now";
import { usePerson } from "../state/people";
import { PersonAvatar } from "../words/PersonAvatar";
import css from "./Hit.module.css";
import { pieces } from "./query";

interface Props {
  hit: SearchHit;
  onOpen(conversationId: string, seq: number): void;
}

/** One message that was found: who, where, when, and the words as they stand in it. */
export function Hit({ hit: { conversation: c, message: m, excerpt }, onOpen }: Props) {
  const { t } = useTranslation(["search", "messages"]);
  const { settings } = useMe();
  const sender = usePerson(m.sender_id, m.sender_name);
  const where =
    c.kind === "self" ? t("messages:conversation.self") : c.kind === "direct" ? (c.peer?.name ?? "") : c.name;
  const time = shortMoment(settings.zone, m.at, serverClock.now());
  const cut = useMemo(() => pieces(excerpt.text, excerpt.spans), [excerpt]);
  return (
    <button
      type="button"
      data-hit
      className={css.hit}
      aria-label={t("open", { sender: m.sender_name, time, conversation: where, words: excerpt.text })}
      onClick={() => onOpen(c.id, m.seq)}
    >
      <PersonAvatar person={sender} size={36} />
      <span className={css.words}>
        <span className={css.top}>
          <span className={css.sender}>{m.sender_name}</span>
          <span className={css.where}>{where}</span>
          <time className={css.time}>{time}</time>
        </span>
        <span className={css.text}>
          <KindSign message={m} />
          {cut.map((piece, at) => {
            const key = `${at}-${piece.found}`;
            return piece.found ? <mark key={key}>{piece.text}</mark> : <Fragment key={key}>{piece.text}</Fragment>;
          })}
        </span>
      </span>
    </button>
  );
}

const signs: Record<string, LucideIcon> = { image: Image, voice: Mic, record: MessagesSquare, card: Stamp };

/** What it is besides words. */
function KindSign({ message: { content } }: { message: Message }) {
  if (content === null) return null;
  const media = content.type === "text" ? content.files?.[0]?.media : content.type;
  const linked = content.type === "text" && content.nodes.some((node) => node.type === "link");
  const Sign = media === undefined ? null : (signs[media] ?? File);
  const Shown = Sign ?? (linked ? Link : null);
  return Shown === null ? null : <Shown size={14} strokeWidth={1.75} aria-hidden className={css.sign} />;
}
