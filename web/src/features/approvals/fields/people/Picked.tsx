import { X } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button, IconButton } from "../../../../ui";
import css from "./people.module.css";

interface Item {
  id: string;
  name: string;
  /** What stands before the name. */
  mark?: ReactNode;
}

interface Props {
  /** What the list is called. */
  name: string;
  items: readonly Item[];
  square?: boolean;
  onRemove: (id: string) => void;
  icon: ReactNode;
  /** Words of the button that opens the window. */
  choose: string;
  /** The window in which one chooses. */
  dialog: (close: () => void) => ReactNode;
}

/** What is chosen, each of which can be taken out, and the way to choose. */
export function Picked({ name, items, square = false, onRemove, icon, choose, dialog }: Props) {
  const { t } = useTranslation("approval-form");
  const [choosing, setChoosing] = useState(false);
  return (
    <div className={css.chosen}>
      {items.length > 0 && (
        <ul className={css.chips} aria-label={name}>
          {items.map((one) => (
            <li key={one.id} className={css.chip} data-square={square || undefined}>
              {one.mark}
              <span className={css.name}>{one.name || "…"}</span>
              <IconButton
                label={t("people.remove", { name: one.name })}
                className={css.remove ?? ""}
                onClick={() => onRemove(one.id)}
              >
                <X size={14} strokeWidth={2} aria-hidden />
              </IconButton>
            </li>
          ))}
        </ul>
      )}
      <Button className={css.add} icon={icon} onClick={() => setChoosing(true)}>
        {choose}
      </Button>
      {choosing && dialog(() => setChoosing(false))}
    </div>
  );
}
