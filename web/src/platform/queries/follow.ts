import type { QueryClient, QueryKey } from "@tanstack/react-query";
import { type SocketEventName, socket } from "../socket";
import { askAgain, askForMissed } from "./again";

/**
 * Keeps what is shown below a key as the server tells of it: by these frames, and after a line that broke.
 * Called beside the queries themselves, as their module is loaded, so that nothing can be asked for before
 * somebody listens, and what is only remembered is known to be old.
 */
export function followWith(client: QueryClient, queryKey: QueryKey, names: readonly SocketEventName[]): void {
  for (const name of names) socket.on(name, () => void askAgain(client, queryKey));
  socket.onHello((reset) => void (reset ? askAgain(client, queryKey) : askForMissed(client, queryKey)));
}
