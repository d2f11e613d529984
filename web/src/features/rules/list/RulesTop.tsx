import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useMe } from "../../../platform/api";
import { useInfiniteQuery } from "../../../platform/queries";
import { Tabs } from "../../../ui";
import { proposalsQuery } from "../api/queries";
import { useAdminPlace } from "../words/where";
import css from "./list.module.css";

export type RulesTab = "rules" | "proposals" | "evidence";

const places = {
  rules: "/admin/rules",
  proposals: "/admin/rules/proposals",
  evidence: "/admin/rules/evidence",
} as const;

/** The heading of the lists: rules, changes that were asked for, and what the rules did. */
export function RulesTop({ tab }: { tab: RulesTab }) {
  const { t } = useTranslation("rules");
  const { abilities } = useMe();
  const navigate = useNavigate();
  const admin = useAdminPlace();
  const proposes = abilities.includes("rules.propose");
  const waiting = useInfiniteQuery({ ...proposalsQuery("open"), enabled: admin && proposes });
  const count = waiting.data?.pages[0]?.items.length ?? 0;
  const tabs: RulesTab[] = ["rules"];
  if (proposes) tabs.push("proposals");
  if (abilities.includes("evidence.read")) tabs.push("evidence");
  const Title = admin ? "h2" : "h1";
  return (
    <header className={css.header}>
      <Title className={admin ? css.title : css.pageTitle}>{t("title")}</Title>
      <p className={css.about}>{t(`about.${tab}`)}</p>
      {admin && tabs.length > 1 && (
        <Tabs<RulesTab>
          label={t("title")}
          value={tab}
          items={tabs.map((id) => ({
            id,
            label: t(`tab.${id}`),
            ...(id === "proposals" && count > 0 ? { count } : {}),
          }))}
          onChange={(id) => void navigate({ to: places[id] })}
        />
      )}
    </header>
  );
}
