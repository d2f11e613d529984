import { create } from "zustand";
import type { Extra } from "../model/composing";
import type { Message, Receipt } from "../model/types";

/** What the next message of a box answers and asks for, beside its words. */
export interface Answering {
  quotes: Message | null;
  receipt: Receipt["mode"] | null;
}

interface AnsweringState {
  boxes: ReadonlyMap<string, Answering>;
  change(boxId: string, over: Partial<Answering>): void;
  forget(boxId: string): void;
}

const nothing: Answering = { quotes: null, receipt: null };

export const useAnswerings = create<AnsweringState>()((set) => ({
  boxes: new Map(),
  change(boxId, over) {
    set((s) => ({ boxes: new Map(s.boxes).set(boxId, { ...(s.boxes.get(boxId) ?? nothing), ...over }) }));
  },
  forget(boxId) {
    set((s) => {
      const boxes = new Map(s.boxes);
      boxes.delete(boxId);
      return { boxes };
    });
  },
}));

export function answeringOf(boxes: ReadonlyMap<string, Answering>, boxId: string): Answering {
  return boxes.get(boxId) ?? nothing;
}

/** As it goes out with the message. */
export function extraOf({ quotes, receipt }: Answering): Extra {
  return { ...(quotes === null ? {} : { quotes_seq: quotes.seq }), ...(receipt === null ? {} : { receipt }) };
}
