import type { Part } from "../model/highlight";
import css from "./Highlight.module.css";

/** A text whose found part stands out. */
export function Highlight({ parts }: { parts: readonly Part[] }) {
  return parts.map((part, index) =>
    part.hit ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text have no other name
      <mark key={index} className={css.mark}>
        {part.text}
      </mark>
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: as above
      <span key={index}>{part.text}</span>
    ),
  );
}
