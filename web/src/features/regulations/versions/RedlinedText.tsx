import { useTranslation } from "react-i18next";
import { Tag } from "../../../ui";
import type { RedlinedClause, Span } from "../api/types";
import css from "./RedlineView.module.css";

const tones = { added: "ok", removed: "danger", changed: "primary", same: "plain" } as const;

/** One clause with what went and what came in it. */
export function RedlinedText({ clause }: { clause: RedlinedClause }) {
  const { t } = useTranslation("regulations");
  const { what, moved, kind, depth } = clause;
  const heading = kind === "chapter" || kind === "section";
  return (
    <section
      className={css.clause}
      data-what={what}
      data-heading={heading || undefined}
      style={{ "--deep": Math.min(depth, 4) } as React.CSSProperties}
    >
      {(what !== "same" || moved) && (
        <p className={css.tags}>
          {what !== "same" && <Tag tone={tones[what]}>{t(`redline.tag_${what}`)}</Tag>}
          {moved && <Tag>{t("redline.tag_moved")}</Tag>}
        </p>
      )}
      <p className={css.text}>
        <Spans spans={clause.number} />
        {clause.number.length > 0 && " "}
        {clause.title.length > 0 && (
          <strong>
            <Spans spans={clause.title} />
          </strong>
        )}{" "}
        <Spans spans={clause.text} />
      </p>
    </section>
  );
}

/** A text with what went struck out and what came underlined. */
export function Spans({ spans }: { spans: readonly Span[] }) {
  return spans.map(({ op, text }, n) => {
    // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of a text have no other name
    if (op === "add") return <ins key={n}>{text}</ins>;
    // biome-ignore lint/suspicious/noArrayIndexKey: as above
    if (op === "del") return <del key={n}>{text}</del>;
    return text;
  });
}
