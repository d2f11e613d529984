import { useMe } from "../../../platform/api";

/** The window of recall and edit in seconds, as the rule sets it for this person. */
export function useRecallWindow(): number | undefined {
  const value = useMe().rules["messaging.recall_window"];
  return typeof value === "number" ? value : undefined;
}
