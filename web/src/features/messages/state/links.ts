import { useCallback, useEffect, useMemo, useSyncExternalStore } from "react";
import "../socketEvents";
import { type SocketEvents, socket } from "../../../platform/socket";
import { files } from "../api/files";
import { type Link, LinkBook, type Place, type Variant, type Wanted } from "../model/links";
import type { FileRef } from "../model/types";
import { serverClock } from "./now";
import { useTimelines } from "./timelineStore";

/** The one book of links of this page; it belongs to who is signed in. */
export const links = new LinkBook({
  ask: files.askLinks,
  now: () => serverClock.now(),
  // What one frame draws is asked for at once.
  soon: (work) => window.setTimeout(work, 0),
});

socket.on("message.changed", (data) => {
  const { message } = data as SocketEvents["message.changed"];
  if (message.recalled !== null) links.forget(message.conversation_id, message.seq);
});
socket.on("conversation.removed", (data) => {
  links.forget((data as SocketEvents["conversation.removed"]).conversation_id);
});
useTimelines.subscribe((now, before) => {
  if (now.me !== before.me) links.clear();
});

export interface FileLink {
  link: Link;
  /** The link led nowhere: another one is asked for, but not for ever. */
  missed(): void;
  /** Asks anew, as a person wishes. */
  again(): void;
}

/** The link of a file that is shown; `wanted` false asks for nothing yet. */
export function useLink(place: Place, file: FileRef, variant: Variant, wanted = true): FileLink {
  const { id } = file;
  const where = JSON.stringify(place);
  const item = useMemo<Wanted>(() => ({ place: JSON.parse(where), file_id: id, variant }), [where, id, variant]);
  const link = useSyncExternalStore(subscribe, () => links.peek(item));
  const { state } = link;
  useEffect(() => {
    if (wanted && state === "asking") links.want(item);
  }, [wanted, state, item]);
  const missed = useCallback(() => links.missed(item), [item]);
  const again = useCallback(() => links.again(item), [item]);
  return { link, missed, again };
}

const subscribe = (watcher: () => void) => links.subscribe(watcher);
