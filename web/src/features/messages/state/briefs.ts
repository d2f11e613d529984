import { useTranslation } from "react-i18next";
import { isProblem } from "../../../platform/api";
import { queryClient, useQuery } from "../../../platform/queries";
import { type SocketEvents, socket } from "../../../platform/socket";
import { acting } from "../api/acting";
import { find } from "../model/timeline";
import type { Message, Quoted } from "../model/types";
import { briefOf } from "../words/brief";
import { useTimelines } from "./timelineStore";

const keyOf = (id: string, seq: number) => ["messages", "brief", id, seq];

// What is shown of a message elsewhere changes and vanishes with it.
socket.on("message.changed", (data) => {
  const { message } = data as SocketEvents["message.changed"];
  queryClient.setQueryData<Message | null>(keyOf(message.conversation_id, message.seq), (old) => old && message);
});

/**
 * What this reader may see of a message that another one refers to: from the window where it stands
 * there, from what the answer said, else asked for. "gone" where it is not for this reader; null
 * until it is known.
 */
export function useBrief(id: string, seq: number, known: Quoted | null): Quoted | "gone" | null {
  const { t } = useTranslation("messages");
  const here = useTimelines((s) => {
    const timeline = s.timelines.get(id);
    return timeline === undefined ? undefined : find(timeline, seq);
  });
  const asked = useQuery({
    queryKey: keyOf(id, seq),
    queryFn: () =>
      acting.getMessage(id, seq).catch((error: unknown) => {
        if (isProblem(error) && error.status < 500) return null;
        throw error;
      }),
    enabled: here === undefined && known === null,
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (here !== undefined) return briefOf(here, t);
  if (known !== null) return known;
  if (asked.data === undefined) return null;
  return asked.data === null ? "gone" : briefOf(asked.data, t);
}
