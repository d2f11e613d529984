export { addressOf, type CallOptions, call, fetchFile, type Method } from "./call";
export {
  askMe,
  changeSettings,
  forgetMe,
  knownMe,
  meRefusal,
  putKeptMe,
  putMe,
  putPresence,
  putSettings,
  renewKeptMe,
  renewMe,
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
export { onWarning, tellWarnings, WARNING_HEADER, type Warning } from "./warning";
export { type ProblemWords, useProblemWords } from "./words";
