import { ArrowRight } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useRuleWords } from "../words/useRuleWords";
import css from "./rule.module.css";

interface Props {
  unit: string;
  /** Null for no value of its own; undefined where nobody here knows. */
  from: number | null | undefined;
  to: number | null;
  /** For the company: without a value of its own it has the product's. */
  company?: boolean;
}

/** 2 分钟 → 5 分钟, read out as "from … to …". */
export function BeforeAfter({ unit, from, to, company = false }: Props) {
  const { t } = useTranslation("rules");
  const words = useRuleWords();
  const none = company ? t("since_default") : null;
  const after = to === null ? (none ?? t("value.withdrawn")) : words.value(unit, to);
  if (from === undefined) return <strong>{after}</strong>;
  return (
    <span className={css.change}>
      <span className={css.old}>{from === null && none !== null ? none : words.value(unit, from)}</span>
      <ArrowRight size={14} strokeWidth={2} role="img" aria-label={t("becomes")} />
      <strong>{after}</strong>
    </span>
  );
}
