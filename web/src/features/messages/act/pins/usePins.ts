import { useEffect, useMemo } from "react";
import { useQuery, useQueryClient } from "../../../../platform/queries";
import { socket, useSocketEvent } from "../../../../platform/socket";
import { acting } from "../../api/acting";
import type { Pin } from "../../model/acting";
import { stamp } from "../../state/stamp";
import { useTimelines } from "../../state/timelineStore";

const none: Pin[] = [];

/** What is pinned in a conversation, the newest first; the messages in it are marked alike. */
export function usePins(id: string): Pin[] {
  const client = useQueryClient();
  const queryKey = useMemo(() => ["messages", "pins", id], [id]);
  const asked = useQuery({
    queryKey,
    staleTime: 0,
    queryFn: async () => {
      const at = stamp();
      const { items } = await acting.listPins(id);
      return { at, pins: items.filter((p) => p.message.recalled === null).sort((a, b) => b.at - a.at) };
    },
  });
  const { data } = asked;
  useEffect(() => {
    if (data === undefined) return;
    const seqs = new Set(data.pins.map((p) => p.message.seq));
    useTimelines.getState().mark(id, "pinned", seqs, data.at);
  }, [id, data]);
  const again = () => void client.invalidateQueries({ queryKey });
  useSocketEvent("pins.changed", (e) => e.conversation_id === id && again());
  // A pinned message was edited or recalled.
  useSocketEvent("message.changed", ({ message: m }) => {
    if (m.conversation_id === id && data?.pins.some((p) => p.message.seq === m.seq)) again();
  });
  useEffect(() => socket.onHello((reset) => reset && void client.invalidateQueries({ queryKey })), [client, queryKey]);
  return data?.pins ?? none;
}
