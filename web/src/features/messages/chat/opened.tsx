import type { ReactNode } from "react";
import type { Problem } from "../../../platform/api";
import { ForwardDialog, LaterDialog, MessageMenu, ReactionPicker, ReceiptDialog, ResultDialog } from "../act";
import { EditsDialog, ReadersDialog, RefusalDialog } from "../dialogs";
import type { Message } from "../model/types";

/** The one window that stands over a conversation. */
export type Open =
  | { kind: "menu"; message: Message; at: { x: number; y: number }; from: HTMLElement }
  | { kind: "emoji"; message: Message; from: HTMLElement }
  | { kind: "readers" | "edits" | "receipt" | "result" | "forward" | "later"; message: Message }
  | { kind: "refusal"; what: "recall" | "edit"; message: Message; problem: Problem };

interface Acts {
  close(): void;
  react(message: Message, emoji: string): void;
  correct(message: Message): void;
}

export function drawn(open: Open, { close, react, correct }: Acts): ReactNode {
  switch (open.kind) {
    case "menu":
      return <MessageMenu message={open.message} at={open.at} from={open.from} onClose={close} />;
    case "emoji":
      return (
        <ReactionPicker
          message={open.message}
          from={open.from}
          onChoose={(emoji) => react(open.message, emoji)}
          onClose={close}
        />
      );
    case "readers":
      return <ReadersDialog message={open.message} onClose={close} />;
    case "edits":
      return <EditsDialog message={open.message} onClose={close} />;
    case "receipt":
      return <ReceiptDialog message={open.message} onClose={close} />;
    case "result":
      return <ResultDialog message={open.message} onClose={close} />;
    case "forward":
      return <ForwardDialog messages={[open.message]} onClose={close} />;
    case "later":
      return <LaterDialog messages={[open.message]} onClose={close} />;
    case "refusal":
      return (
        <RefusalDialog
          what={open.what}
          problem={open.problem}
          onCorrect={() => correct(open.message)}
          onClose={close}
        />
      );
  }
}
