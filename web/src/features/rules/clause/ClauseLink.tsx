import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useQuery } from "../../../platform/queries";
import css from "./clause.module.css";
import { clauseQuery } from "./where";

/** The way to the clause that a rule carries, in the regulation where it stands; nothing where it stands in none. */
export function ClauseLink({ ruleId, onGo }: { ruleId: string; onGo?: () => void }) {
  const { t } = useTranslation("ui");
  const place = useQuery(clauseQuery(ruleId)).data;
  if (!place) return null;
  return (
    <Link
      to="/regulations/$regulationId"
      params={{ regulationId: place.regulationId }}
      search={{ clause: place.nodeId } as never}
      className={css.link}
      onClick={onGo}
    >
      {t("rule.clause")}
    </Link>
  );
}
