import { ContextMenu } from "@base-ui/react/context-menu";
import { Menu as Base } from "@base-ui/react/menu";
import type { ReactElement, ReactNode } from "react";
import css from "./Menu.module.css";

export interface MenuItem {
  id: string;
  label: string;
  icon?: ReactNode;
  /** Small words at the right, such as a countdown or a key. */
  hint?: string;
  danger?: boolean;
  disabled?: boolean;
  checked?: boolean;
  onSelect: () => void;
}

/** Items that belong together; groups are parted by a line. */
export type MenuGroups = MenuItem[][];

/** A menu that opens from a button. */
export function Menu({
  trigger,
  groups,
  side = "bottom",
  align = "start",
}: {
  trigger: ReactElement;
  groups: MenuGroups;
  side?: "top" | "bottom" | "left" | "right";
  align?: "start" | "center" | "end";
}) {
  return (
    <Base.Root>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner className={css.positioner} side={side} align={align} sideOffset={6}>
          <Base.Popup className={css.popup}>
            <Groups groups={groups} />
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

/** A menu that opens by right click or long press on its child. */
export function RightClickMenu({ children, groups }: { children: ReactElement; groups: MenuGroups }) {
  return (
    <ContextMenu.Root>
      <ContextMenu.Trigger render={children} />
      <ContextMenu.Portal>
        <ContextMenu.Positioner className={css.positioner}>
          <ContextMenu.Popup className={css.popup}>
            <Groups groups={groups} />
          </ContextMenu.Popup>
        </ContextMenu.Positioner>
      </ContextMenu.Portal>
    </ContextMenu.Root>
  );
}

export function Groups({ groups }: { groups: MenuGroups }) {
  return groups
    .filter((g) => g.length > 0)
    .map((group, i) => (
      <div key={group[0]?.id} className={i > 0 ? css.parted : undefined}>
        {group.map((item) => (
          <Base.Item
            key={item.id}
            className={`${css.item} ${item.danger ? css.danger : ""}`}
            disabled={item.disabled ?? false}
            onClick={item.onSelect}
          >
            <span className={css.icon}>{item.icon}</span>
            <span className={css.label}>{item.label}</span>
            {item.hint && <span className={css.hint}>{item.hint}</span>}
            {item.checked && <span className={css.check}>✓</span>}
          </Base.Item>
        ))}
      </div>
    ));
}
