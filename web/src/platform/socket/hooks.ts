import { useEffect, useEffectEvent, useSyncExternalStore } from "react";
import type { SocketEventName, SocketEvents } from "./frames";
import type { ConnectionState, EndReason } from "./machine";
import { socket } from "./socket";

export interface Connection {
  state: ConnectionState;
  end: EndReason | null;
}

export function useConnection(): Connection {
  const state = useSyncExternalStore(socket.subscribe, socket.snapshot);
  return { state: state.connection, end: state.end };
}

export function useSocketEvent<K extends SocketEventName>(name: K, listener: (data: SocketEvents[K]) => void): void {
  const heard = useEffectEvent((data: unknown) => listener(data as SocketEvents[K]));
  useEffect(() => socket.on(name, (data) => heard(data)), [name]);
}
