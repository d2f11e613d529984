import type { Stroke, Value } from "../../definition";

/** The signature of a field. */
export function signatureOf(value: Value | undefined): Stroke | null {
  if (typeof value !== "object" || value === null || Array.isArray(value) || !("png_sha256" in value)) return null;
  return value;
}
