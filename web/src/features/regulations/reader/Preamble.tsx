import { Hits } from "./Hits";
import css from "./NodeView.module.css";

/** What stands before the first number. */
export function Preamble({ text, query }: { text: string; query: string }) {
  return (
    <div className={css.preamble}>
      {text.split("\n").map((line, n) =>
        line === "" ? null : (
          // biome-ignore lint/suspicious/noArrayIndexKey: paragraphs have no other name
          <p key={n} className={css.line}>
            <Hits text={line} query={query} />
          </p>
        ),
      )}
    </div>
  );
}
