import { useProblemWords } from "../../../platform/api";
import { Notice } from "../../../ui";

/** What the server refused, if it did. */
export function Refusal({ error }: { error: unknown }) {
  const words = useProblemWords();
  if (error === null) return null;
  return <Notice tone="danger">{words(error)}</Notice>;
}
