import { Search, X } from "lucide-react";
import type { KeyboardEvent, Ref } from "react";
import css from "./SearchField.module.css";

export interface SearchFieldProps {
  value: string;
  onChange: (value: string) => void;
  /** Says what is searched: placeholder and name of the field. */
  label: string;
  clearLabel: string;
  /** Arrow down leads into the results. */
  onDown?: () => void;
  /** Stands among other controls and looks like one; otherwise it fills its row, without a border. */
  framed?: boolean;
  /** The page or window was opened to search. */
  focused?: boolean;
  maxLength?: number;
  ref?: Ref<HTMLInputElement>;
}

/** A box to search in: Escape and the cross empty it, and an input method keeps its own keys. */
export function SearchField({
  value,
  onChange,
  label,
  clearLabel,
  onDown,
  framed,
  focused,
  maxLength = 64,
  ref,
}: SearchFieldProps) {
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
    <search className={css.box} data-framed={framed || undefined}>
      <Search size={16} strokeWidth={1.75} aria-hidden />
      <input
        ref={ref}
        className={css.input}
        type="text"
        inputMode="search"
        enterKeyHint="search"
        autoComplete="off"
        spellCheck={false}
        maxLength={maxLength}
        value={value}
        placeholder={label}
        aria-label={label}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={onKeyDown}
        // biome-ignore lint/a11y/noAutofocus: only where the person came to search
        autoFocus={focused}
      />
      {value !== "" && (
        <button type="button" className={css.clear} aria-label={clearLabel} onClick={() => onChange("")}>
          <X size={14} strokeWidth={2} aria-hidden />
        </button>
      )}
    </search>
  );
}
