import { type KeyboardEvent, type ReactNode, useId, useRef } from "react";
import css from "./Tabs.module.css";

export interface TabItem<K extends string = string> {
  id: K;
  label: ReactNode;
  count?: number;
}

export interface TabsProps<K extends string> {
  /** What the tabs are of; read out. */
  label: string;
  items: TabItem<K>[];
  value: K;
  onChange: (id: K) => void;
  /** What belongs to the chosen tab. */
  children?: ReactNode;
  className?: string;
}

/** Tabs with an underline; arrow keys move, and what they show follows. */
export function Tabs<K extends string>({ label, items, value, onChange, children, className }: TabsProps<K>) {
  const base = useId();
  const bar = useRef<HTMLDivElement>(null);
  const onKeyDown = (event: KeyboardEvent) => {
    const to = nextIndex(
      event.key,
      items.findIndex((i) => i.id === value),
      items.length,
    );
    const item = to === null ? undefined : items[to];
    if (to === null || item === undefined) return;
    event.preventDefault();
    onChange(item.id);
    bar.current?.querySelectorAll<HTMLElement>("[role=tab]")[to]?.focus();
  };
  return (
    <>
      <div
        ref={bar}
        className={[css.bar, className].filter(Boolean).join(" ")}
        role="tablist"
        aria-label={label}
        onKeyDown={onKeyDown}
      >
        {items.map((item) => (
          <button
            key={item.id}
            type="button"
            role="tab"
            id={`${base}-${item.id}`}
            aria-selected={item.id === value}
            aria-controls={children === undefined ? undefined : `${base}-panel`}
            tabIndex={item.id === value ? 0 : -1}
            className={css.tab}
            onClick={() => onChange(item.id)}
          >
            {item.label}
            {item.count !== undefined && <span className={css.count}>{item.count}</span>}
          </button>
        ))}
      </div>
      {children !== undefined && (
        <div id={`${base}-panel`} role="tabpanel" aria-labelledby={`${base}-${value}`} className={css.panel}>
          {children}
        </div>
      )}
    </>
  );
}

function nextIndex(key: string, at: number, count: number): number | null {
  if (key === "ArrowRight") return (at + 1) % count;
  if (key === "ArrowLeft") return (at - 1 + count) % count;
  if (key === "Home") return 0;
  if (key === "End") return count - 1;
  return null;
}
