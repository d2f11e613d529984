import { useNavigate, useParams } from "@tanstack/react-router";
import { ChevronLeft } from "lucide-react";
import { useTranslation } from "react-i18next";
import { usePhone } from "../../platform/screen";
import { IconButton } from "../../ui";
import { DevicesPart } from "./DevicesPart";
import { GeneralPart } from "./GeneralPart";
import { MessagesPart } from "./MessagesPart";
import { OwnPage } from "./OwnPage";
import { PartLinks } from "./PartLinks";
import { PrivacyPart } from "./PrivacyPart";
import { ProfilePart } from "./ProfilePart";
import { type Part, partOf } from "./parts";
import { PasskeysPart } from "./passkeys/PasskeysPart";
import css from "./SettingsPage.module.css";

const pages: Record<Part, () => React.ReactNode> = {
  profile: ProfilePart,
  general: GeneralPart,
  messages: MessagesPart,
  devices: DevicesPart,
  passkeys: PasskeysPart,
  privacy: PrivacyPart,
};

/** One's own settings: parts beside what they hold, on a phone one after the other. */
export function SettingsPage() {
  const { t } = useTranslation(["settings", "ui"]);
  const { part: name } = useParams({ strict: false });
  const navigate = useNavigate();
  const phone = usePhone();
  const chosen = partOf(name);
  if (phone && chosen === null) return <OwnPage />;
  const part = chosen ?? "profile";
  const Page = pages[part];
  return (
    <div className={css.page}>
      {!phone && (
        <nav className={css.nav} aria-label={t("title")}>
          <p className={css.heading}>{t("title")}</p>
          <PartLinks open={part} />
        </nav>
      )}
      <div className={css.pane}>
        <div className={css.column}>
          <header className={css.header}>
            {phone && (
              <IconButton label={t("ui:back")} onClick={() => void navigate({ to: "/settings" })}>
                <ChevronLeft size={22} strokeWidth={1.75} />
              </IconButton>
            )}
            <h1 className={css.title}>{t(`part.${part}`)}</h1>
          </header>
          <Page />
        </div>
      </div>
    </div>
  );
}
