import { useTranslation } from "react-i18next";
import { useAddress } from "../../../platform/address";
import { useMe, useProblemWords } from "../../../platform/api";
import { useQuery } from "../../../platform/queries";
import { dayStart } from "../../../platform/when/zone";
import { Button, EmptyState, ErrorState, Skeleton, TextField } from "../../../ui";
import { statisticsQuery } from "../api/work";
import { nextDay } from "../list/narrowed";
import { ExportAll } from "./ExportAll";
import { OfficeTop } from "./OfficeTop";
import css from "./office.module.css";
import { PeopleTable } from "./PeopleTable";
import { TemplateFiguresView } from "./TemplateFigures";

/** How long approvals take, step by step, and for whom most of them wait. */
export function StatisticsPage() {
  const { t } = useTranslation("approvals");
  const words = useProblemWords();
  const { zone } = useMe().settings;
  const [address, change] = useAddress();
  const [from, to] = [address.from ?? "", address.to ?? ""];
  const since = from === "" ? null : dayStart(zone, from);
  const until = to === "" ? null : dayStart(zone, nextDay(to));
  const query = useQuery(statisticsQuery(since, until));
  const found = query.data;
  const none = found !== undefined && found.templates.length === 0 && found.people.length === 0;
  return (
    <div className={css.page}>
      <OfficeTop tab="statistics" />
      <div className={css.body}>
        <div className={css.filters}>
          <TextField
            type="date"
            label={t("filter.from")}
            value={from}
            onChange={(event) => change({ from: event.target.value || null }, true)}
          />
          <TextField
            type="date"
            label={t("filter.to")}
            value={to}
            onChange={(event) => change({ to: event.target.value || null }, true)}
          />
          {from === "" && <p className={css.hint}>{t("office.usual")}</p>}
          <ExportAll from_at={since} to_at={until} />
        </div>
        {query.isPending && <Skeleton rows={6} avatar={false} label={t("loading")} />}
        {query.isError && (
          <ErrorState
            title={t("failed")}
            text={words(query.error)}
            action={<Button onClick={() => void query.refetch()}>{t("retry")}</Button>}
          />
        )}
        {none && <EmptyState title={t("office.none")} text={t("office.none_text")} />}
        {found?.templates.map((one) => (
          <TemplateFiguresView key={one.template.key} of={one} />
        ))}
        {found !== undefined && found.people.length > 0 && <PeopleTable people={found.people} />}
      </div>
    </div>
  );
}
