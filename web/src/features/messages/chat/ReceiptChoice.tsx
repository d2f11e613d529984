import { BadgeCheck } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Menu } from "../../../ui";
import type { Receipt } from "../model/types";
import styles from "./ReceiptChoice.module.css";

interface Props {
  value: Receipt["mode"] | null;
  onChange(value: Receipt["mode"] | null): void;
}

/** Among the tools of the box: asks the others to confirm, or to report a result. */
export function ReceiptChoice({ value, onChange }: Props) {
  const { t } = useTranslation("chat-act");
  const item = (id: Receipt["mode"] | null) => ({
    id: id ?? "none",
    label: t(id === null ? "receipt.none" : `receipt.ask_${id}`),
    checked: value === id,
    onSelect: () => onChange(id),
  });
  return (
    <Menu
      side="top"
      trigger={
        <button
          type="button"
          className={styles.tool}
          data-on={value !== null || undefined}
          aria-label={t("receipt.ask")}
          title={t("receipt.ask")}
        >
          <BadgeCheck size={20} strokeWidth={1.75} aria-hidden />
        </button>
      }
      groups={[[item(null), item("confirm"), item("result")]]}
    />
  );
}
