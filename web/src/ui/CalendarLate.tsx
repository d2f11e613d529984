import type { CalendarProps } from "./Calendar";
import { late } from "./late";

export type { CalendarProps } from "./Calendar";

/** A month to choose a day from. */
export const Calendar = late<CalendarProps>(async () => (await import("./Calendar")).Calendar);
