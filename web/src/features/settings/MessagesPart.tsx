import { useTranslation } from "react-i18next";
import { useMe } from "../../platform/api";
import { Button, Notice, SwitchField } from "../../ui";
import { Section } from "./Section";
import { useChange } from "./useChange";
import { usePermission } from "./usePermission";

const apple = /Mac|iPhone|iPad/.test(navigator.userAgent);

export function MessagesPart() {
  const { t } = useTranslation("settings");
  const { settings } = useMe();
  const change = useChange();
  const { permission, ask } = usePermission();
  const on = settings.desktop_notifications;

  const turn = async (next: boolean) => {
    if (next && permission === "default") await ask();
    await change({ desktop_notifications: next });
  };

  return (
    <>
      <Section title={t("messages.writing")}>
        <SwitchField
          label={t("enter_sends")}
          hint={t(settings.enter_sends ? "enter_sends_on" : "enter_sends_off", { key: apple ? "⌘" : "Ctrl" })}
          checked={settings.enter_sends}
          onChange={(enter_sends) => void change({ enter_sends })}
        />
      </Section>
      <Section title={t("messages.alerts")}>
        <SwitchField label={t("alerts")} hint={t("alerts_hint")} checked={on} onChange={(next) => void turn(next)} />
        {on && permission !== "granted" && (
          <div style={{ padding: "12px 0" }}>
            <Notice
              tone={permission === "denied" ? "warn" : "info"}
              title={t(`alerts.${permission}`)}
              action={
                permission === "default" ? <Button onClick={() => void ask()}>{t("alerts.allow")}</Button> : undefined
              }
            >
              {t(`alerts.${permission}_text`)}
            </Notice>
          </div>
        )}
      </Section>
    </>
  );
}
