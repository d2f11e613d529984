/** The value of a rule in the words of a person: the key of the words, and what belongs into them. */
export interface Amount {
  key: "seconds" | "minutes" | "hours" | "days" | "plain" | "other";
  n: string;
  unit: string;
}

const BYTES = ["B", "KB", "MB", "GB"];

/** Puts a value into the largest unit in which it is a whole number. */
export function amountOf(value: number, unit: string): Amount {
  if (unit === "s") {
    const steps = [
      ["days", 86_400],
      ["hours", 3_600],
      ["minutes", 60],
    ] as const;
    for (const [key, seconds] of steps) {
      if (value !== 0 && value % seconds === 0) return { key, n: String(value / seconds), unit };
    }
    return { key: "seconds", n: String(value), unit };
  }
  if (unit === "B") {
    let step = 0;
    let rest = value;
    for (; step < BYTES.length - 1 && rest !== 0 && rest % 1024 === 0; step++) rest /= 1024;
    return { key: "other", n: rest.toLocaleString("en"), unit: BYTES[step] ?? "B" };
  }
  if (unit === "d") return { key: "days", n: String(value), unit };
  return { key: unit === "" ? "plain" : "other", n: value.toLocaleString("en"), unit };
}
