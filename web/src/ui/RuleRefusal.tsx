import { Scale } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import css from "./RuleRefusal.module.css";

export interface Clause {
  document: string;
  version: string;
  number: string;
  text: string;
}

export interface RuleRefusalProps {
  sentence: string;
  clause: Clause;
  /** What the rule says today, in words and with its value. */
  today?: string;
  /** Since when it holds, in words. */
  since?: string;
  /** The way to the clause where it is written. */
  link?: ReactNode;
  /** What one may do instead, in words or as a button. */
  way?: ReactNode;
}

/** What a rule stopped: in a sentence, with the clause that did it and the way that is open. */
export function RuleRefusal({ sentence, clause, today, since, link, way }: RuleRefusalProps) {
  const { t } = useTranslation("ui");
  return (
    <section className={css.box} aria-label={t("rule.refused")}>
      <p className={css.sentence}>{sentence}</p>
      {today !== undefined && <p className={css.sentence}>{t("rule.today", { rule: today })}</p>}
      <blockquote className={css.clause}>
        <p className={css.source}>
          <Scale size={14} strokeWidth={1.75} aria-hidden />
          {t("rule.source", { document: clause.document, version: clause.version, number: clause.number })}
        </p>
        <p>{clause.text}</p>
        {(since !== undefined || link) && (
          <p className={css.foot}>
            {since !== undefined && <span>{since}</span>}
            {link}
          </p>
        )}
      </blockquote>
      {way && <div className={css.way}>{way}</div>}
    </section>
  );
}
