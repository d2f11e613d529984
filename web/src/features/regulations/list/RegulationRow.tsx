import { Link } from "@tanstack/react-router";
import { ChevronRight, ScrollText } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Tag } from "../../../ui";
import type { Regulation } from "../api/types";
import { standing } from "../model/versions";
import { StateTag } from "../one/StateTag";
import { useSizeWords, useSpanWords } from "../state/words";
import css from "./RegulationList.module.css";

/** One regulation: where it stands today, and what is to come. */
export function RegulationRow({ one }: { one: Regulation }) {
  const { t } = useTranslation("regulations");
  const span = useSpanWords();
  const size = useSizeWords();
  const { shown, coming, draft } = standing(one);
  return (
    <li>
      <Link to="/regulations/$regulationId" params={{ regulationId: one.id }} className={css.row}>
        <span className={css.icon} aria-hidden>
          <ScrollText size={20} strokeWidth={1.75} />
        </span>
        <span className={css.words}>
          <span className={css.top}>
            <span className={css.name}>{one.title}</span>
            <StateTag state={shown.state} />
            {coming && coming !== shown && <StateTag state="scheduled" />}
            {draft && draft !== shown && <StateTag state="draft" />}
            {one.built_in !== null && <Tag>{t("built_in")}</Tag>}
          </span>
          <span className={css.meta}>
            {[t("version", { n: shown.number }), span(shown), size(shown)].filter(Boolean).join(" · ")}
          </span>
          {coming && coming !== shown && (
            <span className={css.meta}>
              {t("version", { n: coming.number })} · {span(coming)}
            </span>
          )}
        </span>
        <ChevronRight size={18} strokeWidth={1.75} aria-hidden className={css.arrow} />
      </Link>
    </li>
  );
}
