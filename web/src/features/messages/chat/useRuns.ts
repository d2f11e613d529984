import { useTranslation } from "react-i18next";
import { useMe, useProblemWords } from "../../../platform/api";
import { toast } from "../../../ui";
import { copyImage } from "../act/copyImage";
import { imageOf } from "../act/imageOf";
import { messaging } from "../api/messaging";
import type { ActionKey } from "../model/actions";
import { isOpen, openUntil } from "../model/recall";
import { plainText } from "../model/text";
import type { Message } from "../model/types";
import { dropLater, pin, star } from "../state/acts";
import { useInbox } from "../state/inboxStore";
import { serverClock } from "../state/now";
import { useRecallWindow } from "../state/recallWindow";
import { useSelection } from "../state/selection";
import { useTimelines } from "../state/timelineStore";

interface Deps {
  /** Puts the message above the box, to be answered. */
  answer(message: Message): void;
  edit(message: Message, until: number): void;
  correct(message: Message): void;
  refuse(what: "recall" | "edit", error: unknown, message: Message): void;
  forward(message: Message): void;
  later(message: Message): void;
  receipt(message: Message): void;
  thread(root: number): void;
  /** Stops reading; used by "mark unread from here". */
  hold(): void;
}

export type Runs = Record<ActionKey, (message: Message) => void>;

/** What each action of a message does. */
export function useRuns(deps: Deps): Runs {
  const { t } = useTranslation(["messages", "chat-act"]);
  const words = useProblemWords();
  const me = useMe();
  const windowSeconds = useRecallWindow();

  const told = (done: Promise<unknown>, well: string) =>
    void done.then(() => toast("ok", well)).catch((error: unknown) => toast("error", words(error)));
  const copied = (done: Promise<unknown> | undefined) =>
    // Without a secure origin there is no clipboard to write to.
    void (done ?? Promise.reject(new Error("no clipboard")))
      .then(() => toast("ok", t("chat-act:copy.done")))
      .catch(() => toast("error", t("chat-act:copy.failed")));

  return {
    reply: deps.answer,
    thread: (m) => deps.thread(m.thread_seq ?? m.seq),
    forward: deps.forward,
    copy: (m) => copied(navigator.clipboard?.writeText(plainText(m.content, t("everyone")))),
    copy_image: (m) => copied(copyImage(() => imageOf(m))),
    star: (m) => told(star(m, true), t("chat-act:star.done")),
    unstar: (m) => told(star(m, false), t("chat-act:star.undone")),
    later: deps.later,
    not_later: (m) => told(dropLater(m), t("chat-act:later.dropped")),
    pin: (m) => told(pin(m, true), t("chat-act:pin.done")),
    unpin: (m) => told(pin(m, false), t("chat-act:pin.undone")),
    select: (m) => useSelection.getState().start(m.conversation_id, m.seq),
    edit: (m) => {
      const until = openUntil(m, me.account.id, windowSeconds);
      if (until !== null && isOpen(until, serverClock.now())) deps.edit(m, until);
      else deps.correct(m);
    },
    recall: (m) => {
      messaging
        .recallMessage(m.conversation_id, m.seq)
        .then((recalled) => useTimelines.getState().hear(recalled))
        .catch((error: unknown) => deps.refuse("recall", error, m));
    },
    correct: deps.correct,
    receipt: deps.receipt,
    mark_unread: (m) => {
      deps.hold();
      messaging
        .markUnread(m.conversation_id, m.seq)
        .then(() => useInbox.getState().refresh(m.conversation_id))
        .catch(() => toast("error", t("error.action")));
    },
  };
}
