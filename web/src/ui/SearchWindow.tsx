import { Dialog as Base } from "@base-ui/react/dialog";
import { Search, X } from "lucide-react";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { IconButton } from "./Button";
import dialog from "./Dialog.module.css";
import type { SearchDialogProps } from "./SearchDialog";
import css from "./SearchWindow.module.css";

/** What SearchDialog draws. */
export function SearchWindow(props: SearchDialogProps) {
  const { t } = useTranslation("ui");
  const box = useRef<HTMLInputElement>(null);
  return (
    <Base.Root open onOpenChange={(next) => !next && props.onClose()}>
      <Base.Portal>
        <Base.Backdrop className={dialog.backdrop} />
        <Base.Popup className={css.popup} aria-label={props.label} initialFocus={box}>
          <div className={css.box}>
            <Search size={18} strokeWidth={1.75} aria-hidden />
            <input
              ref={box}
              className={css.input}
              type="text"
              role="combobox"
              aria-label={props.label}
              aria-autocomplete="list"
              aria-expanded={props.expanded}
              aria-controls={props.listId}
              aria-activedescendant={props.activeId}
              autoComplete="off"
              spellCheck={false}
              enterKeyHint="search"
              maxLength={64}
              placeholder={props.placeholder}
              value={props.value}
              onChange={(event) => props.onChange(event.target.value)}
              onKeyDown={props.onKeyDown}
            />
            <Base.Close render={<IconButton label={t("close")} />}>
              <X size={18} strokeWidth={1.75} />
            </Base.Close>
          </div>
          {props.children}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
