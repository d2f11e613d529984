import { type KeyboardEvent, useState } from "react";

const PAGE = 8;

/** Arrow keys through a list that has the focus as a whole; Enter chooses. */
export function useListKeys(
  items: readonly { id: string }[],
  selected: string | null,
  onSelect: (id: string) => void,
  reveal: (index: number) => void,
) {
  const [active, setActive] = useState<string | null>(null);
  const found = items.findIndex((item) => item.id === (active ?? selected));
  const current = found < 0 ? 0 : found;

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.nativeEvent.isComposing) return;
    const steps: Record<string, number> = {
      ArrowDown: current + 1,
      ArrowUp: current - 1,
      PageDown: current + PAGE,
      PageUp: current - PAGE,
      Home: 0,
      End: items.length - 1,
    };
    const wanted = steps[event.key];
    if (wanted !== undefined) {
      const index = Math.min(Math.max(wanted, 0), items.length - 1);
      const item = items[index];
      if (item === undefined) return;
      setActive(item.id);
      reveal(index);
    } else if ((event.key === "Enter" || event.key === " ") && items[current] !== undefined) {
      setActive(null);
      onSelect(items[current].id);
    } else return;
    event.preventDefault();
  };
  return { current, onKeyDown };
}
