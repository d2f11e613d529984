import { Link } from "@tanstack/react-router";
import { Scale } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useQuery } from "../../../platform/queries";
import { rulesQuery } from "../api/read";
import { useAmountWords } from "../state/words";
import css from "./NodeView.module.css";

/** The rules that carry a clause, with today's values as they hold for the reader. */
export function RuleChips({ ids }: { ids: readonly string[] }) {
  if (ids.length === 0) return null;
  return <Chips ids={ids} />;
}

function Chips({ ids }: { ids: readonly string[] }) {
  const { t } = useTranslation("regulations");
  const amount = useAmountWords();
  const rules = useQuery(rulesQuery).data;
  const known = ids.flatMap((id) => rules?.get(id) ?? []);
  if (known.length === 0) return null;
  return (
    <ul className={css.rules} aria-label={t("clause.rules")}>
      {known.map((rule) => (
        <li key={rule.id}>
          <Link to="/rules/$ruleId" params={{ ruleId: rule.id }} className={css.rule}>
            <Scale size={14} strokeWidth={1.75} aria-hidden />
            {t("clause.rule", { title: rule.title, value: amount(rule) })}
          </Link>
        </li>
      ))}
    </ul>
  );
}
