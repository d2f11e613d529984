import { type ReactNode, type RefObject, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { isProblem, type Problem, useMe, useProblemWords } from "../../../platform/api";
import { toast } from "../../../ui";
import { messaging } from "../api/messaging";
import type { ComposerHandle } from "../composer/Composer";
import { EditsDialog, ReadersDialog, RefusalDialog } from "../dialogs";
import type { ActionKey } from "../model/actions";
import { isOpen, openUntil } from "../model/recall";
import { plainText } from "../model/text";
import type { Conversation, Message } from "../model/types";
import { useInbox } from "../state/inboxStore";
import { serverClock } from "../state/now";
import { outgoing } from "../state/outgoing";
import { useRecallWindow } from "../state/recallWindow";
import { useTimelines } from "../state/timelineStore";
import type { ChatActions } from "./actions";
import { MessageMenu } from "./MessageMenu";
import type { useComposing } from "./useComposing";

type Open =
  | { kind: "menu"; message: Message; at: { x: number; y: number }; from: HTMLElement }
  | { kind: "readers"; message: Message }
  | { kind: "edits"; message: Message }
  | { kind: "refusal"; what: "recall" | "edit"; message: Message; problem: Problem };

interface Deps {
  conversation: Conversation;
  composing: ReturnType<typeof useComposing>;
  composer: RefObject<ComposerHandle | null>;
  jump(seq: number): Promise<boolean>;
  hold(): void;
}

export interface ChatDialogs {
  element: ReactNode;
  refuse(what: "recall" | "edit", error: unknown, message: Message): void;
  fail(words: string): void;
}

/** What rows and menus ask for, carried out for one conversation. */
export function useChatActions(deps: Deps): { actions: ChatActions; dialogs: ChatDialogs } {
  const { t } = useTranslation("messages");
  const words = useProblemWords();
  const me = useMe();
  const windowSeconds = useRecallWindow();
  const [open, setOpen] = useState<Open | null>(null);
  // A menu item may already have opened something else by the time the menu closes.
  const close = () => setOpen((now) => (now?.kind === open?.kind ? null : now));

  const refuse: ChatDialogs["refuse"] = (what, error, message) => {
    if (isProblem(error) && error.rule !== undefined)
      return setOpen({ kind: "refusal", what, message, problem: error });
    toast("error", isProblem(error) ? words(error) : t("error.action"));
  };

  const correct = (message: Message) => {
    setOpen(null);
    deps.composing.startCorrection(message);
  };

  const runs: Record<ActionKey, (message: Message) => void> = {
    copy: (message) => {
      // Without a secure origin there is no clipboard to write to.
      const text = plainText(message.content, t("everyone"));
      Promise.resolve(navigator.clipboard?.writeText(text) ?? Promise.reject())
        .then(() => toast("ok", t("message.copied")))
        .catch(() => toast("error", t("message.copy_failed")));
    },
    edit: (message) => {
      const until = openUntil(message, me.account.id, windowSeconds);
      if (until !== null && isOpen(until, serverClock.now())) deps.composing.startEdit(message, until);
      else correct(message);
    },
    recall: (message) => {
      messaging
        .recallMessage(message.conversation_id, message.seq)
        .then((recalled) => useTimelines.getState().hear(recalled))
        .catch((error) => refuse("recall", error, message));
    },
    correct,
    mark_unread: (message) => {
      deps.hold();
      messaging
        .markUnread(message.conversation_id, message.seq)
        .then(() => useInbox.getState().refresh(message.conversation_id))
        .catch(() => toast("error", t("error.action")));
    },
  };

  const jump = async (seq: number) => {
    if (!(await deps.jump(seq))) toast("error", t("message.jump_failed"));
  };

  // Rows keep the same actions while the pane draws again, or every row would draw with it.
  const latest = useRef({ runs, jump, composing: deps.composing });
  latest.current = { runs, jump, composing: deps.composing };
  const actions = useMemo<ChatActions>(
    () => ({
      run: (action, message) => latest.current.runs[action](message),
      openMenu: (message, at, from) => setOpen({ kind: "menu", message, at, from }),
      openReaders: (message) => setOpen({ kind: "readers", message }),
      openEdits: (message) => setOpen({ kind: "edits", message }),
      jump: (seq) => void latest.current.jump(seq),
      reedit: (message) => {
        latest.current.composing.reedit(message);
        deps.composer.current?.focus();
      },
      retry: outgoing.retry,
      discard: outgoing.discard,
    }),
    [deps.composer],
  );

  const element = open === null ? null : drawn(open);
  return { actions, dialogs: { element, refuse, fail: (text) => toast("error", text) } };

  function drawn(what: Open): ReactNode {
    switch (what.kind) {
      case "menu":
        return <MessageMenu message={what.message} at={what.at} from={what.from} onClose={close} />;
      case "readers":
        return <ReadersDialog message={what.message} onClose={close} />;
      case "edits":
        return <EditsDialog message={what.message} onClose={close} />;
      case "refusal":
        return (
          <RefusalDialog
            what={what.what}
            problem={what.problem}
            onCorrect={() => correct(what.message)}
            onClose={close}
          />
        );
    }
  }
}
