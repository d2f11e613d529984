import { ChevronDown, ChevronUp } from "lucide-react";
import { type KeyboardEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { IconButton, SearchField } from "../../../ui";
import css from "./Contents.module.css";

interface Props {
  value: string;
  onChange: (value: string) => void;
  /** The nodes that have it, in reading order. */
  hits: readonly string[];
  onGo: (id: string) => void;
}

/** Searches within the text, and walks from place to place. */
export function Finder({ value, onChange, hits, onGo }: Props) {
  const { t } = useTranslation("regulations");
  const [at, setAt] = useState(-1);
  const step = (by: number) => {
    if (hits.length === 0) return;
    const next = at < 0 && by < 0 ? hits.length - 1 : (at + by + hits.length) % hits.length;
    setAt(next);
    onGo(hits[next] as string);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || event.nativeEvent.isComposing || !(event.target instanceof HTMLInputElement)) return;
    event.preventDefault();
    step(event.shiftKey ? -1 : 1);
    event.target.focus({ preventScroll: true }); // the next Enter goes on
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys are those of the field inside
    <div className={css.finder} onKeyDown={onKeyDown}>
      <SearchField
        framed
        value={value}
        onChange={(next) => {
          setAt(-1);
          onChange(next);
        }}
        label={t("reader.search")}
        clearLabel={t("search.clear")}
      />
      {value.trim() !== "" && (
        <div className={css.found}>
          <span role="status">
            {hits.length === 0
              ? t("reader.not_found")
              : at < 0
                ? t("reader.found", { count: hits.length })
                : t("reader.found_at", { at: at + 1, n: hits.length })}
          </span>
          <IconButton label={t("reader.before")} disabled={hits.length === 0} onClick={() => step(-1)}>
            <ChevronUp size={16} strokeWidth={1.75} aria-hidden />
          </IconButton>
          <IconButton label={t("reader.next")} disabled={hits.length === 0} onClick={() => step(1)}>
            <ChevronDown size={16} strokeWidth={1.75} aria-hidden />
          </IconButton>
        </div>
      )}
    </div>
  );
}
