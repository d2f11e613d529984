import { Pencil, Plus } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useProblemWords } from "../../../platform/api";
import { IconButton, TextAreaField, toast } from "../../../ui";
import css from "./act.module.css";
import { isNew } from "./phrases/order";
import { PhrasesEditor } from "./phrases/PhrasesEditor";
import { usePhrases } from "./phrases/usePhrases";

interface Props {
  label: string;
  value: string;
  /** Which decision it is about: that has its phrases. */
  deed: string;
  onChange: (text: string) => void;
}

/** An opinion, with the phrases that one often needs. */
export function OpinionField({ label, value, deed, onChange }: Props) {
  const { t } = useTranslation("approvals");
  const words = useProblemWords();
  const phrases = usePhrases(deed);
  const [editing, setEditing] = useState(false);
  const add = (phrase: string) => onChange(value.trim() === "" ? phrase : `${value.trimEnd()}\n${phrase}`);
  const keep = () =>
    phrases?.keep([...phrases.list, value.trim()]).catch((error: unknown) => toast("error", words(error)));
  return (
    <div className={css.opinion}>
      <TextAreaField
        label={label}
        rows={3}
        maxLength={2000}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
      {phrases !== null && !editing && (
        <ul className={css.phrases} aria-label={t("phrases")}>
          {phrases.list.map((phrase) => (
            <li key={phrase}>
              <button type="button" className={css.phrase} onClick={() => add(phrase)}>
                {phrase}
              </button>
            </li>
          ))}
          {isNew(phrases.list, value) && (
            <li>
              <button type="button" className={css.keep} onClick={() => void keep()}>
                <Plus size={14} strokeWidth={2} aria-hidden />
                {t("phrases.keep")}
              </button>
            </li>
          )}
          <li>
            <IconButton label={t("phrases.edit")} className={css.edit} onClick={() => setEditing(true)}>
              <Pencil size={14} strokeWidth={1.75} aria-hidden />
            </IconButton>
          </li>
        </ul>
      )}
      {phrases !== null && editing && <PhrasesEditor phrases={phrases} onClose={() => setEditing(false)} />}
    </div>
  );
}
