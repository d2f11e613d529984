import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { ProblemRule } from "../../../platform/api";
import css from "./clause.module.css";

interface Props {
  clause: Pick<ProblemRule["clause"], "regulation_id" | "node_id">;
  onGo?: () => void;
}

/** The way to a clause in the regulation where it stands; nothing where it stands in none. */
export function ClauseLink({ clause, onGo }: Props) {
  const { t } = useTranslation("ui");
  if (!clause.regulation_id || !clause.node_id) return null;
  return (
    <Link
      to="/regulations/$regulationId"
      params={{ regulationId: clause.regulation_id }}
      search={{ clause: clause.node_id } as never}
      className={css.link}
      onClick={onGo}
    >
      {t("rule.clause")}
    </Link>
  );
}
