import { useTranslation } from "react-i18next";
import { TextAreaField } from "../../../ui";
import css from "./act.module.css";
import { usePhrases } from "./usePhrases";

interface Props {
  label: string;
  value: string;
  /** Which decision it is about: that has its phrases. */
  deed: string;
  onChange: (text: string) => void;
}

/** An opinion, with the phrases that are often needed. */
export function OpinionField({ label, value, deed, onChange }: Props) {
  const { t } = useTranslation("approvals");
  const phrases = usePhrases(deed);
  const add = (phrase: string) => onChange(value.trim() === "" ? phrase : `${value.trimEnd()}\n${phrase}`);
  return (
    <div className={css.opinion}>
      <TextAreaField
        label={label}
        rows={3}
        maxLength={2000}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
      {phrases.length > 0 && (
        <ul className={css.phrases} aria-label={t("phrases")}>
          {phrases.map((phrase) => (
            <li key={phrase}>
              <button type="button" className={css.phrase} onClick={() => add(phrase)}>
                {phrase}
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
