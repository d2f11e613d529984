export { tellActivity } from "./activity";
export type { ClientFrame, SocketEventName, SocketEvents } from "./frames";
export { useConnection, useSocketEvent } from "./hooks";
export type { ConnectionState, EndReason } from "./machine";
export { socket } from "./socket";
export { watchPresence } from "./watching";
