import { pieces } from "../model/tree";
import css from "./NodeView.module.css";

/** A text with what was searched marked in it. */
export function Hits({ text, query }: { text: string; query: string }) {
  if (query === "") return text;
  return pieces(text, query).map((piece, n) =>
    piece.hit ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of a text have no other name
      <mark key={n} className={css.hit}>
        {piece.text}
      </mark>
    ) : (
      piece.text
    ),
  );
}
