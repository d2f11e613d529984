import { ChevronLeft } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ChangeAddress } from "../../../platform/address";
import { useProblemWords } from "../../../platform/api";
import { useQuery } from "../../../platform/queries";
import { Button, EmptyState, ErrorState, Segmented, SelectField, Skeleton } from "../../../ui";
import { redlineQuery } from "../api/read";
import type { Redline, Regulation } from "../api/types";
import { differs } from "../model/redline";
import { RedlinedText, Spans } from "./RedlinedText";
import css from "./RedlineView.module.css";

interface Props {
  one: Regulation;
  from: number;
  to: number;
  onChange: ChangeAddress;
}

/** What differs between two versions, clause by clause and word by word. */
export function RedlineView({ one, from, to, onChange }: Props) {
  const { t } = useTranslation("regulations");
  const words = useProblemWords();
  const query = useQuery(redlineQuery(one.id, from, to));
  const choice = (label: string, value: number, name: "from" | "to") => (
    <SelectField label={label} value={value} onChange={(event) => onChange({ [name]: event.target.value }, true)}>
      {one.versions.map((v) => (
        <option key={v.number} value={v.number}>
          {t("redline.option", { n: v.number, state: t(`state.${v.state}`) })}
        </option>
      ))}
    </SelectField>
  );
  return (
    <div className={css.pane}>
      <div className={css.column}>
        <Button
          kind="quiet"
          icon={<ChevronLeft size={16} strokeWidth={1.75} aria-hidden />}
          onClick={() => onChange({ from: null, to: null })}
        >
          {t("redline.back")}
        </Button>
        <div className={css.choice}>
          {choice(t("redline.from"), from, "from")}
          {choice(t("redline.to"), to, "to")}
        </div>
        {query.isPending && <Skeleton rows={8} avatar={false} label={t("loading")} />}
        {query.isError && (
          <ErrorState
            title={t("failed")}
            text={words(query.error)}
            action={<Button onClick={() => void query.refetch()}>{t("retry")}</Button>}
          />
        )}
        {query.data && <Shown redline={query.data} />}
      </div>
    </div>
  );
}

function Shown({ redline }: { redline: Redline }) {
  const { t } = useTranslation("regulations");
  const [all, setAll] = useState(false);
  const counts = (["changed", "added", "removed", "moved"] as const).filter((what) => redline[what] > 0);
  const items = all ? redline.items : redline.items.filter((c) => c.what !== "same" || c.moved);
  const [title, preamble] = [differs(redline.title), differs(redline.preamble)];
  const nothing = counts.length === 0 && !title && !preamble;
  return (
    <>
      <div className={css.top}>
        <p className={css.sum} role="status">
          {nothing
            ? t("redline.same")
            : counts.map((what) => t(`redline.${what}`, { count: redline[what] })).join(" · ")}
        </p>
        <Segmented
          label={t("redline.view")}
          value={all ? "all" : "changes"}
          items={[
            { id: "changes", label: t("redline.only_changes") },
            { id: "all", label: t("redline.all") },
          ]}
          onChange={(id) => setAll(id === "all")}
        />
      </div>
      {(all || title) && (
        <h2 className={css.title}>
          <Spans spans={redline.title} />
        </h2>
      )}
      {redline.preamble.length > 0 && (all || preamble) && (
        <p className={css.preamble}>
          <Spans spans={redline.preamble} />
        </p>
      )}
      {nothing && !all && <EmptyState title={t("redline.same")} text={t("redline.same_text")} />}
      {items.map((clause) => (
        <RedlinedText key={`${clause.what} ${clause.node_id}`} clause={clause} />
      ))}
    </>
  );
}
