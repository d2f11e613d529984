import { acting } from "../api/acting";
import type { MarkChange } from "../model/marks";
import type { Message } from "../model/types";
import { useTimelines } from "./timelineStore";

type Place = Pick<Message, "conversation_id" | "seq">;

/** Shows a mark at once, says it again when the server has it, and takes it back when it refuses. */
async function act<T>(id: string, change: MarkChange, undo: MarkChange, tell: () => Promise<T>): Promise<T> {
  const show = (now: MarkChange) => useTimelines.getState().happen(id, now);
  show(change);
  try {
    const answer = await tell();
    // An answer that was asked for before this one was understood may have come in between.
    show(change);
    return answer;
  } catch (error) {
    show(undo);
    throw error;
  }
}

export function star({ conversation_id: id, seq }: Place, on: boolean): Promise<unknown> {
  const kind = "starred" as const;
  return act(id, { kind, seq, on }, { kind, seq, on: !on }, () => acting.star(id, seq, on));
}

export function pin({ conversation_id: id, seq }: Place, on: boolean): Promise<unknown> {
  const kind = "pinned" as const;
  return act(id, { kind, seq, on }, { kind, seq, on: !on }, () => acting.pin(id, seq, on));
}

export function putLater({ conversation_id: id, seq }: Place, remindAt: number | null, note: string): Promise<unknown> {
  const kind = "later" as const;
  return act(id, { kind, seq, on: true }, { kind, seq, on: false }, () =>
    acting.putLater(id, seq, { remind_at: remindAt, note }),
  );
}

export function dropLater({ conversation_id: id, seq }: Place): Promise<unknown> {
  const kind = "later" as const;
  return act(id, { kind, seq, on: false }, { kind, seq, on: true }, () => acting.dropLater(id, seq));
}

/** A reaction, as a toggle. */
export function react(m: Place, me: string, emoji: string, on: boolean): Promise<unknown> {
  const { conversation_id: id, seq } = m;
  const change = { kind: "reacted" as const, seq, emoji, account_id: me, count: null };
  return act(id, { ...change, on }, { ...change, on: !on }, () => acting.react(id, seq, emoji, on));
}

/** Confirms a message that asks for it; what it asks cannot be taken back, so it is not shown ahead. */
export async function confirm({ conversation_id: id, seq }: Place, result: string | null): Promise<void> {
  const { mine, confirmed, total } = await acting.confirm(id, seq, result);
  const { happen } = useTimelines.getState();
  if (mine !== null) happen(id, { kind: "confirmed", seq, mine });
  happen(id, { kind: "receipt", seq, confirmed, total });
}
