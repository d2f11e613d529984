export { Outbox, type OutboxItem } from "./outbox";
export { type Outcome, outcomeOf, type QueueItem } from "./queue";
export { uuidv7 } from "./uuid";
