import { useNavigate } from "@tanstack/react-router";
import { ChevronLeft } from "lucide-react";
import { useTranslation } from "react-i18next";
import { isProblem, useProblemWords } from "../../../platform/api";
import { useQuery } from "../../../platform/queries";
import { Button, ErrorState, IconButton, PaneTitle, Skeleton, Tabs } from "../../../ui";
import { oneQuery } from "../api/read";
import type { Regulation } from "../api/types";
import { CoveragePart } from "../coverage/CoveragePart";
import { DraftPart } from "../draft/DraftPart";
import { TextPart } from "../reader/TextPart";
import { VersionsPart } from "../versions/VersionsPart";
import { type Part, partsOf, usePart } from "./parts";
import css from "./RegulationPage.module.css";

/** One regulation: its text, its versions, and what carries it. */
export function RegulationPage({ id }: { id: string }) {
  const { t } = useTranslation("regulations");
  const words = useProblemWords();
  const navigate = useNavigate();
  const query = useQuery(oneQuery(id));
  const [part, go] = usePart(id);
  const one = query.data;
  const back = () => void navigate({ to: "/regulations" });
  const parts = partsOf(one);
  return (
    <div className={css.page}>
      <header className={css.header}>
        <IconButton label={t("back")} onClick={back}>
          <ChevronLeft size={20} strokeWidth={1.75} aria-hidden />
        </IconButton>
        <div className={css.heading}>
          <PaneTitle>{one?.title ?? t("title")}</PaneTitle>
        </div>
        {one && parts.length > 1 && (
          <Tabs<Part>
            label={one.title}
            className={css.tabs ?? ""}
            value={part}
            items={parts.map((name) => ({ id: name, label: t(`part.${name}`) }))}
            onChange={go}
          />
        )}
      </header>
      {query.isPending && <Skeleton rows={10} avatar={false} label={t("loading")} />}
      {query.isError && one === undefined && (
        <ErrorState
          title={t(isProblem(query.error, "not_found") ? "one.gone" : "failed")}
          text={words(query.error)}
          action={<Button onClick={back}>{t("back")}</Button>}
        />
      )}
      {one && <Shown part={parts.includes(part) ? part : "text"} one={one} />}
    </div>
  );
}

function Shown({ part, one }: { part: Part; one: Regulation }) {
  if (part === "versions") return <VersionsPart one={one} />;
  if (part === "coverage") return <CoveragePart one={one} />;
  if (part === "draft") return <DraftPart one={one} />;
  return <TextPart one={one} />;
}
