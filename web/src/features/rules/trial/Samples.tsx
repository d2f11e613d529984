import { Link } from "@tanstack/react-router";
import { ArrowRight } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Sample } from "../api/trials";
import rule from "../rule/rule.module.css";
import { OutcomeTag } from "../words/OutcomeTag";
import { useFactWords } from "../words/useFactWords";
import { useRuleWords } from "../words/useRuleWords";
import css from "./trial.module.css";

/** Single cases that would have ended otherwise; one may go where one may look. */
export function Samples({ samples }: { samples: readonly Sample[] }) {
  const { t } = useTranslation("rules");
  const words = useRuleWords();
  const facts = useFactWords();
  return (
    <ul className={rule.rows}>
      {samples.map((s, n) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the examples never move, and two may be alike
        <li key={n} className={rule.row}>
          <div className={rule.what}>
            <p className={rule.line}>
              <span className={rule.scope}>
                {s.person.name} · {s.department.name}
              </span>
              <span className={css.turn}>
                <OutcomeTag outcome={s.before} />
                <ArrowRight size={14} strokeWidth={2} role="img" aria-label={t("becomes")} />
                <OutcomeTag outcome={s.after} />
              </span>
            </p>
            <p className={rule.meta}>{[words.moment(s.at), facts(s.facts)].filter(Boolean).join(t("dot"))}</p>
          </div>
          {s.place !== null && (
            <Link
              to="/messages/$conversationId"
              params={{ conversationId: s.place.conversation_id }}
              search={{ seq: s.place.seq }}
              className={css.go}
            >
              {t("trial.look")}
            </Link>
          )}
        </li>
      ))}
    </ul>
  );
}
