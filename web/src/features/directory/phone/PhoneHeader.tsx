import { ChevronLeft } from "lucide-react";
import { useTranslation } from "react-i18next";
import { IconButton } from "../../../ui";
import css from "./PhoneDirectory.module.css";

export function PhoneHeader({ title, onBack }: { title: string; onBack: () => void }) {
  const { t } = useTranslation("directory");
  return (
    <header className={css.header}>
      <IconButton label={t("back")} onClick={onBack}>
        <ChevronLeft size={24} strokeWidth={1.75} aria-hidden />
      </IconButton>
      <h1>{title}</h1>
    </header>
  );
}
