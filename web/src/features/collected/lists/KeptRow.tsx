import { useNavigate } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useMe } from "../../../platform/api";
import { shortMoment } from "../../../platform/when";
import type { Kept } from "../../messages/model/acting";
import { serverClock } from "../../messages/state/now";
import { usePerson } from "../../messages/state/people";
import { PersonAvatar } from "../../messages/words/PersonAvatar";
import { contentWords, titleOf } from "../../messages/words/words";
import css from "./KeptRow.module.css";

interface Props {
  item: Kept;
  /** Below the words: a note, a time, what was asked for. */
  below?: ReactNode;
  /** What may be done with it. */
  acts?: ReactNode;
  quiet?: boolean;
}

/** One message from somewhere: who said what where; a click leads to its place. */
export function KeptRow({ item, below, acts, quiet }: Props) {
  const { t } = useTranslation("collected");
  const { t: say } = useTranslation("messages");
  const me = useMe();
  const navigate = useNavigate();
  const { conversation: c, message: m, seq } = item;
  const sender = usePerson(m?.sender_id ?? null, m?.sender_name ?? "");
  const where = titleOf(c, say);
  const time = shortMoment(me.settings.zone, m?.at ?? item.at, serverClock.now());
  const name = m?.sender_id === me.account.id ? t("you") : (m?.sender_name ?? where);
  const gone = m === null ? t("gone") : m.recalled !== null ? t("recalled") : null;
  const words = gone ?? contentWords(m?.content ?? null, say);
  const open = () =>
    void navigate({ to: "/messages/$conversationId", params: { conversationId: c.id }, search: { seq } });
  return (
    <article className={css.row} data-quiet={quiet || undefined}>
      <PersonAvatar person={sender} size={36} />
      <div className={css.body}>
        <button
          type="button"
          className={css.go}
          disabled={m === null}
          aria-label={t("open", { name, where, time, words })}
          onClick={open}
        >
          <span className={css.top}>
            <span className={css.name}>{name}</span>
            <span className={css.where}>{where}</span>
            <time className={css.time}>{time}</time>
          </span>
          <span className={css.words} data-gone={gone !== null || undefined}>
            {words}
          </span>
        </button>
        {below}
        {acts !== undefined && <div className={css.acts}>{acts}</div>}
      </div>
    </article>
  );
}
