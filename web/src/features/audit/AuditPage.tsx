import { useTranslation } from "react-i18next";
import { useAddress } from "../../platform/address";
import { useMe } from "../../platform/api";
import { Notice, PaneTitle, Tabs } from "../../ui";
import css from "./AuditPage.module.css";
import { LogView } from "./log/LogView";
import { StateView } from "./state/StateView";

const VIEWS = ["log", "state"] as const;
type View = (typeof VIEWS)[number];

/** The audit log: what was done, and how anybody can prove that the record of it is whole. */
export function AuditPage() {
  const { t } = useTranslation("audit");
  const me = useMe();
  const [address, change] = useAddress();
  const view: View = VIEWS.find((v) => v === address.view) ?? "log";
  return (
    <div className={css.page}>
      <header className={css.header}>
        <div className={css.title}>
          <PaneTitle level={2}>{t("title")}</PaneTitle>
        </div>
        <p className={css.about}>{t("about")}</p>
        <Tabs<View>
          label={t("title")}
          value={view}
          items={VIEWS.map((id) => ({ id, label: t(`view.${id}`) }))}
          onChange={(id) => change({ view: id === "log" ? null : id })}
        />
      </header>
      <div className={css.body}>
        {me.stands_in.includes("audit_admin") && (
          <div className={css.notice}>
            <Notice>{t("stands_in")}</Notice>
          </div>
        )}
        {view === "log" ? <LogView /> : <StateView />}
      </div>
    </div>
  );
}
