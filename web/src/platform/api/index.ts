export { addressOf, type CallOptions, call, type Method } from "./call";
export { queryClient } from "./client";
export {
  changeSettings,
  knownMe,
  meQuery,
  putKeptMe,
  putMe,
  putPresence,
  putSettings,
  renewKeptMe,
  useAbility,
  useMe,
} from "./me";
export {
  isOffline,
  isProblem,
  Offline,
  Problem,
  type ProblemBody,
  type ProblemField,
  type ProblemRule,
} from "./problem";
export { type LossReason, leave, onSessionLost, sessionLost } from "./session";
export type * from "./types";
export { type ProblemWords, useProblemWords } from "./words";
