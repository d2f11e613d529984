import { Link } from "@tanstack/react-router";
import { FileDown } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useMe } from "../../../platform/api";
import { momentOf } from "../../../platform/when";
import { Notice } from "../../../ui";
import { pdfAddress } from "../api/read";
import type { Regulation, RegulationVersion } from "../api/types";
import { StateTag } from "../one/StateTag";
import { useSizeWords, useSpanWords } from "../state/words";
import css from "./Reader.module.css";

/** What one reads here: the title, which version it is, and whether it holds. */
export function ReaderTitle({ one, version }: { one: Regulation; version: RegulationVersion }) {
  const { t } = useTranslation("regulations");
  const span = useSpanWords();
  const size = useSizeWords();
  return (
    <header className={css.head}>
      <h2 className={css.title}>{version.title}</h2>
      <p className={css.meta}>
        <StateTag state={version.state} />
        <span>{[t("version", { n: version.number }), span(version), size(version)].filter(Boolean).join(" · ")}</span>
        <a className={css.pdf} href={pdfAddress(one.id, version.number)} download>
          <FileDown size={16} strokeWidth={1.75} aria-hidden />
          {t("reader.pdf")}
        </a>
      </p>
      <Standing one={one} version={version} />
    </header>
  );
}

/** Says what is not in force, and where that is. */
function Standing({ one, version }: { one: Regulation; version: RegulationVersion }) {
  const { t } = useTranslation("regulations");
  const { zone } = useMe().settings;
  const { state } = version;
  if (state === "in_force") return null;
  const other = one.in_force !== null && (
    <Link to="/regulations/$regulationId" params={{ regulationId: one.id }} className={css.other}>
      {t("reader.to_force", { n: one.in_force })}
    </Link>
  );
  const at = state === "scheduled" ? version.effective_at : version.ended_at;
  return (
    <Notice tone={state === "scheduled" ? "info" : "warn"} action={other || undefined}>
      {t(`reader.${state}`, { at: at === null ? "" : momentOf(zone, at) })}
    </Notice>
  );
}
