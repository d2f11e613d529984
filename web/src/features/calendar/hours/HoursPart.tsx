import { useTranslation } from "react-i18next";
import { useProblemWords } from "../../../platform/api";
import { useQuery } from "../../../platform/queries";
import { Button, ErrorState, Skeleton } from "../../../ui";
import { sitesQuery, yearQuery } from "../api";
import { HoursForm } from "./HoursForm";
import css from "./HoursPart.module.css";
import { SiteList } from "./SiteList";

interface Props {
  /** A department; empty: the company. */
  site: string;
  onSite: (id: string) => void;
}

/** Zone and hours of a site, and which sites have some of their own. */
export function HoursPart({ site, onSite }: Props) {
  const { t } = useTranslation("calendar");
  const words = useProblemWords();
  const asked = useQuery(yearQuery(new Date().getUTCFullYear(), site));
  const sites = useQuery(sitesQuery);
  if (asked.isPending || sites.isPending) return <Skeleton rows={8} avatar={false} label={t("loading")} />;
  if (asked.data === undefined || sites.data === undefined) {
    return (
      <ErrorState
        title={t("failed")}
        text={words(asked.error ?? sites.error)}
        action={
          <Button
            onClick={() => {
              void asked.refetch();
              void sites.refetch();
            }}
          >
            {t("retry")}
          </Button>
        }
      />
    );
  }
  const own = sites.data.items.some((s) => (s.site?.id ?? "") === site);
  return (
    <div className={css.columns}>
      <HoursForm key={`${site} ${asked.data.version}`} year={asked.data} site={site} own={own} onSite={onSite} />
      <SiteList sites={sites.data.items} chosen={site} onSite={onSite} />
    </div>
  );
}
