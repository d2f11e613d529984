import { Search, X } from "lucide-react";
import type { KeyboardEvent, Ref } from "react";
import { useTranslation } from "react-i18next";
import css from "./SearchBox.module.css";

interface Props {
  value: string;
  onChange: (value: string) => void;
  /** Arrow down leads into the results. */
  onDown?: () => void;
  ref?: Ref<HTMLInputElement>;
}

export function SearchBox({ value, onChange, onDown, ref }: Props) {
  const { t } = useTranslation("directory");
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Escape" && value !== "") {
      event.preventDefault();
      onChange("");
    }
    if (event.key === "ArrowDown" && onDown !== undefined) {
      event.preventDefault();
      onDown();
    }
  };
  return (
    <div className={css.box}>
      <Search size={16} strokeWidth={1.75} aria-hidden />
      <input
        ref={ref}
        className={css.input}
        type="text"
        inputMode="search"
        enterKeyHint="search"
        autoComplete="off"
        spellCheck={false}
        maxLength={64}
        value={value}
        placeholder={t("search.placeholder")}
        aria-label={t("search.placeholder")}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={onKeyDown}
      />
      {value !== "" && (
        <button type="button" className={css.clear} aria-label={t("search.clear")} onClick={() => onChange("")}>
          <X size={14} strokeWidth={2} aria-hidden />
        </button>
      )}
    </div>
  );
}
