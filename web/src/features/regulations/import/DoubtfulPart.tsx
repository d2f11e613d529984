import type { ReactNode } from "react";
import type { Doubtful } from "../model/doubts";
import { doubtPieces } from "../model/doubts";
import { headingOf } from "../model/tree";
import css from "./Settling.module.css";

/** A part as it was read, its doubtful words marked, with what is to be said about them below. */
export function DoubtfulPart({ part, path, children }: { part: Doubtful; path: boolean; children: ReactNode }) {
  const { node, depth, above, doubts } = part;
  const mark = (text: string) =>
    doubtPieces(text, doubts).map((piece, n) =>
      piece.hit ? (
        // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of a text have no other name
        <mark key={n} className={css.mark}>
          {piece.text}
        </mark>
      ) : (
        piece.text
      ),
    );
  const big = node.kind === "chapter" || node.kind === "section";
  return (
    <section className={css.part} data-kind={node.kind} style={{ "--deep": Math.min(depth, 4) } as React.CSSProperties}>
      {path && above.length > 0 && <p className={css.path}>{above.map(headingOf).join(" › ")}</p>}
      <p className={big ? css.heading : css.words}>
        {node.number !== "" && <span className={css.number}>{mark(node.number)}</span>}
        {node.title !== "" && <strong>{mark(node.title)}</strong>}
        {mark(node.text)}
      </p>
      {children}
    </section>
  );
}
