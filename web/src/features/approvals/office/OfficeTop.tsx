import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useMe } from "../../../platform/api";
import { Tabs } from "../../../ui";
import css from "./office.module.css";

export type OfficeTab = "statistics" | "effects";

const places = { statistics: "/admin/approvals", effects: "/admin/approvals/effects" } as const;

/** The heading of what administrators see of approvals. */
export function OfficeTop({ tab }: { tab: OfficeTab }) {
  const { t } = useTranslation("approvals");
  const { abilities } = useMe();
  const navigate = useNavigate();
  const tabs: OfficeTab[] = [];
  if (abilities.includes("approval.statistics")) tabs.push("statistics");
  if (abilities.includes("approval.effects")) tabs.push("effects");
  return (
    <header className={css.header}>
      <h2 className={css.title}>{t("title")}</h2>
      <p className={css.about}>{t(`office.${tab}_about`)}</p>
      {tabs.length > 1 && (
        <Tabs<OfficeTab>
          label={t("title")}
          value={tab}
          items={tabs.map((id) => ({ id, label: t(`office.${id}`) }))}
          onChange={(id) => void navigate({ to: places[id] })}
        />
      )}
    </header>
  );
}
