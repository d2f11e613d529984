import { type ReactNode, type RefObject, useCallback, useMemo } from "react";
import type { ComposerHandle } from "../composer/Composer";
import type { Extra } from "../model/composing";
import { find } from "../model/timeline";
import type { Conversation, Message } from "../model/types";
import { answeringOf, extraOf, useAnswerings } from "../state/answering";
import { boxIdOf } from "../state/composerStore";
import { useTimelines } from "../state/timelineStore";
import { AnswerBar } from "./AnswerBar";
import { ReceiptChoice } from "./ReceiptChoice";

interface Answering {
  extra: Extra;
  above: ReactNode;
  tools: ReactNode;
  answer(message: Message): void;
  said(): void;
  /** What was on its way out has come back. */
  restore(extra: Extra): void;
}

/** What the next message of a box answers and asks for, and how that is shown at the box. */
export function useAnswering(
  conversation: Conversation,
  thread: number | null,
  composer: RefObject<ComposerHandle | null>,
): Answering {
  const boxId = boxIdOf(conversation.id, thread);
  const now = useAnswerings((s) => answeringOf(s.boxes, boxId));
  const extra = useMemo(() => extraOf(now), [now]);
  const change = useAnswerings.getState().change;
  const answer = useCallback(
    (quotes: Message) => {
      change(boxId, { quotes });
      // The menu that led here gives focus back first.
      window.setTimeout(() => composer.current?.focus(), 50);
    },
    [boxId, change, composer],
  );
  const said = useCallback(() => useAnswerings.getState().forget(boxId), [boxId]);
  const restore = useCallback(
    ({ quotes_seq: seq, receipt }: Extra) => {
      const log = seq === undefined ? undefined : useTimelines.getState().timelines.get(conversation.id);
      change(boxId, { quotes: (log && find(log, seq as number)) ?? null, receipt: receipt ?? null });
    },
    [boxId, change, conversation.id],
  );
  return {
    extra,
    answer,
    said,
    restore,
    above: <AnswerBar {...now} onChange={(over) => change(boxId, over)} />,
    tools:
      conversation.kind === "self" ? null : (
        <ReceiptChoice value={now.receipt} onChange={(receipt) => change(boxId, { receipt })} />
      ),
  };
}
