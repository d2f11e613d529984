import { type ReactNode, type RefObject, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { isProblem, useMe, useProblemWords } from "../../../platform/api";
import { toast } from "../../../ui";
import type { ComposerHandle } from "../composer/Composer";
import { reactedBy } from "../model/marks";
import type { Message } from "../model/types";
import { confirm, react } from "../state/acts";
import { outgoing } from "../state/outgoing";
import type { ChatActions } from "./actions";
import { drawn, type Open } from "./opened";
import type { useComposing } from "./useComposing";
import { useRuns } from "./useRuns";

interface Deps {
  composing: ReturnType<typeof useComposing>;
  composer: RefObject<ComposerHandle | null>;
  jump(seq: number): Promise<boolean>;
  /** Puts a message above the box, to be answered. */
  answer(message: Message): void;
  openThread(root: number): void;
  hold(): void;
}

export interface ChatDialogs {
  element: ReactNode;
  refuse(what: "recall" | "edit", error: unknown, message: Message): void;
  fail(words: string): void;
}

/** What rows and menus ask for, carried out for one conversation. */
export function useChatActions(deps: Deps): { actions: ChatActions; dialogs: ChatDialogs } {
  const { t } = useTranslation(["messages", "chat-act"]);
  const words = useProblemWords();
  const me = useMe().account.id;
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

  const runs = useRuns({
    answer: deps.answer,
    edit: deps.composing.startEdit,
    correct,
    refuse,
    forward: (message) => setOpen({ kind: "forward", message }),
    later: (message) => setOpen({ kind: "later", message }),
    receipt: (message) => setOpen({ kind: "receipt", message }),
    thread: deps.openThread,
    hold: deps.hold,
  });
  const jump = async (seq: number) => {
    if (!(await deps.jump(seq))) toast("error", t("message.jump_failed"));
  };
  const toggle = (message: Message, emoji: string) => {
    react(message, me, emoji, !reactedBy(message, emoji, me)).catch((error: unknown) => toast("error", words(error)));
  };
  const sure = (message: Message) => {
    if (message.receipt?.mode === "result") return setOpen({ kind: "result", message });
    confirm(message, null)
      .then(() => toast("ok", t("chat-act:receipt.done")))
      .catch((error: unknown) => toast("error", words(error)));
  };

  // Rows keep the same actions while the pane draws again, or every row would draw with it.
  const latest = useRef({ runs, jump, toggle, sure, deps });
  latest.current = { runs, jump, toggle, sure, deps };
  const actions = useMemo<ChatActions>(
    () => ({
      run: (action, message) => latest.current.runs[action](message),
      openMenu: (message, at, from) => setOpen({ kind: "menu", message, at, from }),
      openReaders: (message) => setOpen({ kind: "readers", message }),
      openEdits: (message) => setOpen({ kind: "edits", message }),
      openThread: (root) => latest.current.deps.openThread(root),
      openReceipt: (message) => setOpen({ kind: "receipt", message }),
      confirm: (message) => latest.current.sure(message),
      react: (message, emoji) => latest.current.toggle(message, emoji),
      pickReaction: (message, from) => setOpen({ kind: "emoji", message, from }),
      jump: (seq) => void latest.current.jump(seq),
      reedit: (message) => {
        latest.current.deps.composing.reedit(message);
        latest.current.deps.composer.current?.focus();
      },
      retry: outgoing.retry,
      discard: outgoing.discard,
      takeBack: (id) => latest.current.deps.composing.takeBack(id),
    }),
    [],
  );
  const element = open === null ? null : drawn(open, { close, react: toggle, correct });
  return { actions, dialogs: { element, refuse, fail: (text) => toast("error", text) } };
}
