import { Dialog as Base } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import { useTranslation } from "react-i18next";
import { IconButton } from "./Button";
import type { DialogProps } from "./Dialog";
import css from "./Dialog.module.css";

/** What Dialog draws, with the library that keeps the focus inside. */
export function DialogWindow({ open, onClose, title, description, children, footer, width = 440 }: DialogProps) {
  const { t } = useTranslation("ui");
  return (
    <Base.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Base.Portal>
        <Base.Backdrop className={css.backdrop} />
        <Base.Popup className={css.popup} style={{ maxWidth: width }}>
          <header className={css.header}>
            <Base.Title className={css.title}>{title}</Base.Title>
            <Base.Close render={<IconButton label={t("close")} />}>
              <X size={18} strokeWidth={1.75} />
            </Base.Close>
          </header>
          {description && <Base.Description className={css.description}>{description}</Base.Description>}
          <div className={css.body}>{children}</div>
          {footer && <footer className={css.footer}>{footer}</footer>}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
