import type { Definition } from "../../definition";

/** How a number would look: "KQ-202610-0007". `day` is 2026-10-01. */
export function serialOf({ prefix, date, digits }: Definition["serial"], day: string, n: number): string {
  const [year = "", month = ""] = day.split("-");
  const middle = date === "yyyyMM" ? year + month : date === "yyyy" ? year : "";
  return [prefix, middle, String(n).padStart(digits, "0")].filter(Boolean).join("-");
}
