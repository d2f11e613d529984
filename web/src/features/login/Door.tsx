import { Languages, Moon, Sun } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { setLanguage } from "../../platform/i18n";
import { setTheme, useTheme } from "../../platform/theme";
import { Button, IconButton } from "../../ui/Button";
import { Mark } from "../../ui/Mark";
import css from "./Door.module.css";
import { Rails } from "./Rails";

/** The frame of all pages before the shell: a picture at the side, one thing to do in the middle. */
export function Door({ title, text, children }: { title: string; text?: ReactNode; children: ReactNode }) {
  const { t, i18n } = useTranslation("login");
  const dark = useTheme((s) => s.dark);
  return (
    <div className={css.ground}>
      <div className={css.panel}>
        <aside className={css.side}>
          <div className={css.brand}>
            <Mark size={36} />
            <span className={css.name}>{t("brand")}</span>
          </div>
          <Rails />
          <p className={css.line}>{t("line")}</p>
          <p className={css.under}>{t("line_under")}</p>
        </aside>
        <div className={css.main}>
          <header className={css.tools}>
            <Button
              kind="quiet"
              icon={<Languages size={16} strokeWidth={1.75} aria-hidden />}
              lang={i18n.language === "en" ? "zh-CN" : "en"}
              onClick={() => void setLanguage(i18n.language === "en" ? "zh-CN" : "en")}
            >
              {i18n.language === "en" ? "中文" : "English"}
            </Button>
            <IconButton
              label={t(dark ? "theme.light" : "theme.dark")}
              onClick={() => setTheme(dark ? "light" : "dark")}
            >
              {dark ? <Sun size={18} strokeWidth={1.75} /> : <Moon size={18} strokeWidth={1.75} />}
            </IconButton>
          </header>
          <main className={css.content}>
            <div className={css.small}>
              <Mark size={52} />
            </div>
            <h1 className={css.title}>{title}</h1>
            {text && <div className={css.text}>{text}</div>}
            {children}
          </main>
        </div>
      </div>
    </div>
  );
}
