/** One way to write a value: so many of `size`. */
export interface Step {
  /** Key of its word: "unit.minute". */
  id: StepId;
  size: number;
}

export type StepId = "second" | "minute" | "hour" | "day" | "B" | "KB" | "MB" | "GB" | "times";

const time: Step[] = [
  { id: "second", size: 1 },
  { id: "minute", size: 60 },
  { id: "hour", size: 3_600 },
  { id: "day", size: 86_400 },
];
const size: Step[] = [
  { id: "B", size: 1 },
  { id: "KB", size: 1 << 10 },
  { id: "MB", size: 1 << 20 },
  { id: "GB", size: 1 << 30 },
];
const days: Step[] = [{ id: "day", size: 1 }];
const times: Step[] = [{ id: "times", size: 1 }];

/** The steps in which values of a unit are written, smallest first. */
export function stepsOf(unit: string): readonly Step[] {
  if (unit === "s") return time;
  if (unit === "B") return size;
  return unit === "d" ? days : times;
}

/** The largest step of which a value is a whole number: 120 s are 2 minutes, 90 s stay seconds. */
export function stepFor(unit: string, value: number): Step {
  const steps = stepsOf(unit);
  const [first = { id: "times", size: 1 } as Step] = steps;
  if (value === 0) return steps[1] ?? first;
  return steps.findLast((step) => value % step.size === 0) ?? first;
}

/** Reads an amount that was typed; null for what is no whole number of the unit. */
export function amountOf(typed: string, step: Step): number | null {
  const text = typed.trim();
  if (!/^\d+(\.\d+)?$/.test(text)) return null;
  const value = Number(text) * step.size;
  return Number.isSafeInteger(value) ? value : null;
}
