import { Monitor, Moon, Sun } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { knownMe, type Language, type ThemeChoice, useMe } from "../../platform/api";
import { followSettings } from "../../platform/session";
import { clockOf } from "../../platform/when";
import { Button, Segmented } from "../../ui";
import { Row, Section } from "./Section";
import { useChange } from "./useChange";
import { ZoneDialog } from "./ZoneDialog";
import { offsetOf } from "./zones";

const LANGUAGES: { id: Language; label: string }[] = [
  { id: "zh-CN", label: "中文" },
  { id: "en", label: "English" },
];
const THEMES: { id: ThemeChoice; icon: React.ReactNode }[] = [
  { id: "system", icon: <Monitor size={16} strokeWidth={1.75} /> },
  { id: "light", icon: <Sun size={16} strokeWidth={1.75} /> },
  { id: "dark", icon: <Moon size={16} strokeWidth={1.75} /> },
];

export function GeneralPart() {
  const { t } = useTranslation("settings");
  const { settings } = useMe();
  const change = useChange();
  const [choosing, setChoosing] = useState(false);
  const now = useNow();

  const look = async (next: { language?: Language; theme?: ThemeChoice }) => {
    const done = change(next);
    await followSettings({ ...settings, ...next }); // at once, not after the server's answer
    await done;
    const kept = knownMe()?.settings;
    if (kept) await followSettings(kept);
  };

  return (
    <>
      <Section title={t("general.look")}>
        <Row label={t("language")} stacked>
          <Segmented
            label={t("language")}
            items={LANGUAGES}
            value={settings.language}
            onChange={(language) => void look({ language })}
          />
        </Row>
        <Row label={t("theme")} hint={t("theme_hint")} stacked>
          <Segmented
            label={t("theme")}
            items={THEMES.map((theme) => ({ ...theme, label: t(`theme.${theme.id}`) }))}
            value={settings.theme}
            onChange={(theme) => void look({ theme })}
          />
        </Row>
      </Section>
      <Section title={t("general.time")}>
        <Row
          label={t("zone")}
          hint={t("zone_now", {
            zone: settings.zone,
            offset: offsetOf(settings.zone, now),
            time: clockOf(settings.zone, now * 1000),
          })}
        >
          <Button onClick={() => setChoosing(true)}>{t("zone_change")}</Button>
        </Row>
      </Section>
      {choosing && (
        <ZoneDialog
          value={settings.zone}
          onClose={() => setChoosing(false)}
          onChoose={(zone) => {
            setChoosing(false);
            void change({ zone });
          }}
        />
      )}
    </>
  );
}

function useNow(): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = window.setInterval(() => setNow(Date.now()), 10_000);
    return () => window.clearInterval(timer);
  }, []);
  return now;
}
