import { socket } from "./socket";

/** The server takes no more in one list. */
const MOST = 200;

const lists = new Map<string, readonly string[]>();
let sent = "";

/**
 * Says whose presence one part of the client wants to hear. The server knows one list per
 * connection, so the parts are put together here: the newest list first, as it is on the screen.
 */
export function watchPresence(part: string, accountIds: readonly string[]): void {
  lists.delete(part);
  if (accountIds.length > 0) lists.set(part, accountIds);
  tell(false);
}

/** A new connection knows nothing of what the last one watched. */
socket.onHello(() => tell(true));

function tell(anyway: boolean): void {
  const ids = together([...lists.values()].reverse());
  const text = [...ids].sort().join();
  if (!anyway && text === sent) return;
  if (text === "" && sent === "") return;
  if (socket.send({ t: "watch", d: { account_ids: ids } })) sent = text;
}

export function together(all: readonly (readonly string[])[]): string[] {
  return [...new Set(all.flat())].slice(0, MOST);
}
