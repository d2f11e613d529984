import type { Message, Presence } from "./model/types";

/** The events of this feature on the one socket. */
declare module "../../platform/socket/frames" {
  interface SocketEvents {
    "message.created": { message: Message };
    "message.changed": { message: Message };
    "conversation.changed": { conversation_id: string };
    "conversation.added": { conversation_id: string };
    "conversation.removed": { conversation_id: string };
    "read.mine": { conversation_id: string; read_seq: number; unread: number; marked_unread: boolean };
    "read.others": { conversation_id: string; account_id: string; read_seq: number };
    "draft.changed": { conversation_id: string; text: string; updated_at: number };
    typing: { conversation_id: string; account_id: string; name: string };
    "message.reacted": {
      conversation_id: string;
      seq: number;
      emoji: string;
      account_id: string;
      on: boolean;
      count: number;
    };
    "pins.changed": { conversation_id: string };
    "star.changed": { conversation_id: string; seq: number; on: boolean };
    "later.changed": { open: number };
    "later.due": { conversation_id: string; seq: number; note: string };
    "receipt.changed": { conversation_id: string; seq: number; confirmed: number; total: number };
    "receipt.reminder": { conversation_id: string; seq: number; by: string };
    presence: { account_id: string; presence: Presence };
  }
}
