import { useCallback, useRef } from "react";
import { socket } from "../../../platform/socket";
import { SIGN_EVERY_MS } from "../model/typing";

/** Says "typing" at most once in three seconds, and not at all without a connection. */
export function useTypingSign(conversationId: string, wanted: boolean): () => void {
  const last = useRef({ id: "", at: 0 });
  return useCallback(() => {
    const now = Date.now();
    if (!wanted || (last.current.id === conversationId && now - last.current.at < SIGN_EVERY_MS)) return;
    last.current = { id: conversationId, at: now };
    socket.send({ t: "typing", d: { conversation_id: conversationId } });
  }, [conversationId, wanted]);
}
