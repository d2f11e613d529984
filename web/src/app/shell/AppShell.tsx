import { Outlet } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { usePhone } from "../../platform/screen";
import css from "./AppShell.module.css";
import { ConnectionBanner } from "./ConnectionBanner";
import { Overlays } from "./Overlays";
import { Rail } from "./Rail";
import { Tabbar } from "./Tabbar";
import { UploadsBar, useLibraryBusy } from "./uploads";
import { useShell } from "./useShell";

/** The frame around all pages: rail or tabs, and one rounded panel with everything else. */
export function AppShell() {
  const { t } = useTranslation("ui");
  useShell();
  const phone = usePhone();
  const uploading = useLibraryBusy();
  return (
    <div className={css.frame}>
      <a className={css.skip} href="#main">
        {t("skip")}
      </a>
      <Rail />
      <div className={css.panel}>
        <ConnectionBanner />
        {phone && uploading && <UploadsBar />}
        <main id="main" className={css.page} tabIndex={-1}>
          <Outlet />
        </main>
      </div>
      <Tabbar />
      <Overlays />
    </div>
  );
}
