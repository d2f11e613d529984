import "../../messages/socketEvents";
import { askAgain, follow } from "../../../platform/queries";

/** All lists of what was collected lie below this key; a page shows one of them. */
export const collectedKey = ["collected"] as const;

// With the lists themselves: what is told while the first page of one is under way is told once.
follow(collectedKey, "star.changed", "later.changed", "later.due", "receipt.changed", "receipt.reminder");

/** Asks again for the list that is shown. */
export const collectedChanged = (): Promise<void> => askAgain(collectedKey);
