import { Menu as Base } from "@base-ui/react/menu";
import type { MenuGroups } from "./Menu";
import css from "./Menu.module.css";

/** The groups of a menu, parted by lines. */
export function MenuItems({ groups }: { groups: MenuGroups }) {
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
