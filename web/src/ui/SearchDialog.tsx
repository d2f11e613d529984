import { Dialog as Base } from "@base-ui/react/dialog";
import { Search, X } from "lucide-react";
import { type KeyboardEvent, type ReactNode, useRef } from "react";
import { useTranslation } from "react-i18next";
import { IconButton } from "./Button";
import dialog from "./Dialog.module.css";
import css from "./SearchDialog.module.css";

export interface SearchDialogProps {
  label: string;
  placeholder: string;
  value: string;
  onChange: (value: string) => void;
  onClose: () => void;
  onKeyDown: (event: KeyboardEvent) => void;
  /** The list box that the search box rules. */
  listId: string;
  activeId: string | undefined;
  expanded: boolean;
  children: ReactNode;
}

/** A window that is one search box with what it finds; the focus never leaves the box. */
export function SearchDialog(props: SearchDialogProps) {
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
