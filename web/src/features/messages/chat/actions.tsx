import { createContext, useContext } from "react";
import type { ActionKey } from "../model/actions";
import type { Message, Person } from "../model/types";

/** What rows can ask for; the pane carries it out. */
export interface ChatActions {
  run(action: ActionKey, message: Message): void;
  openMenu(message: Message, at: { x: number; y: number }, from: HTMLElement): void;
  openReaders(message: Message): void;
  openEdits(message: Message): void;
  openThread(root: number): void;
  openReceipt(message: Message): void;
  /** Confirms at once, or asks for the result first. */
  confirm(message: Message): void;
  /** Puts this person's reaction on or takes it off. */
  react(message: Message, emoji: string): void;
  /** Lets choose among all emoji; the window stands at `from`. */
  pickReaction(message: Message, from: HTMLElement): void;
  jump(seq: number): void;
  reedit(message: Message): void;
  retry(clientId: string): void;
  discard(clientId: string): void;
  /** An own message that still waits for its files comes back into the box. */
  takeBack(clientId: string): void;
}

export interface ChatContext {
  conversationId: string;
  me: string;
  zone: string;
  direct: boolean;
  readable: boolean;
  /** May speak here. */
  writes: boolean;
  /** The rows of a thread need not say to which thread they belong. */
  inThread: boolean;
  windowSeconds: number | undefined;
  personOf(id: string): Person | undefined;
  actions: ChatActions;
}

const Context = createContext<ChatContext | null>(null);

export const ChatProvider = Context.Provider;

export function useChat(): ChatContext {
  const value = useContext(Context);
  if (value === null) throw new Error("a message row stands outside a chat pane");
  return value;
}
