import { Check } from "lucide-react";
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { SearchDialog } from "../../ui";
import css from "./ZoneDialog.module.css";
import { allZones, searched } from "./zones";

const LIST = "zone-list";

/** A time zone out of some four hundred, found by a few letters. */
export function ZoneDialog({
  value,
  onChoose,
  onClose,
}: {
  value: string;
  onChoose: (zone: string) => void;
  onClose: () => void;
}) {
  const { t, i18n } = useTranslation("settings");
  const [typed, setTyped] = useState("");
  const zones = useMemo(() => allZones(i18n.language, Date.now()), [i18n.language]);
  const found = useMemo(() => searched(zones, typed), [zones, typed]);
  const [at, setAt] = useState(() => zones.findIndex((z) => z.id === value));
  const marked = Math.min(Math.max(at, 0), found.length - 1);
  const list = useRef<HTMLDivElement>(null);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the marked row is another one then
  useEffect(() => {
    list.current?.querySelector("[data-marked]")?.scrollIntoView({ block: "nearest" });
  }, [marked, found]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || event.nativeEvent.keyCode === 229) return;
    const zone = found[marked];
    if (event.key === "ArrowDown") setAt(Math.min(marked + 1, found.length - 1));
    else if (event.key === "ArrowUp") setAt(Math.max(marked - 1, 0));
    else if (event.key === "Enter" && zone !== undefined) onChoose(zone.id);
    else return;
    event.preventDefault();
  };

  return (
    <SearchDialog
      label={t("zone_choose")}
      placeholder={t("zone_search")}
      value={typed}
      onChange={(next) => {
        setTyped(next);
        setAt(0);
      }}
      onClose={onClose}
      onKeyDown={onKeyDown}
      listId={LIST}
      activeId={found[marked] === undefined ? undefined : `zone-${marked}`}
      expanded={found.length > 0}
    >
      <div ref={list} id={LIST} role="listbox" aria-label={t("zone_choose")} className={css.list}>
        {found.map((zone, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are handled in the search box
          <div
            key={zone.id}
            id={`zone-${index}`}
            role="option"
            aria-selected={zone.id === value}
            tabIndex={-1}
            data-marked={index === marked || undefined}
            className={css.zone}
            onClick={() => onChoose(zone.id)}
          >
            <span className={css.offset}>{zone.offset}</span>
            <span className={css.words}>
              {zone.id.replaceAll("_", " ")}
              <span className={css.name}>{zone.name}</span>
            </span>
            {zone.id === value && <Check size={18} aria-hidden className={css.tick} />}
          </div>
        ))}
      </div>
      {found.length === 0 && (
        <p className={css.none} role="status">
          {t("zone_none", { query: typed.trim() })}
        </p>
      )}
    </SearchDialog>
  );
}
