export { Outbox, type OutboxItem } from "./outbox";
export { type Outcome, outcomeOf, type QueueItem, retryDelay } from "./queue";
export { uuidv7 } from "./uuid";
