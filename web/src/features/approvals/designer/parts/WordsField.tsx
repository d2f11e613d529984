import { useState } from "react";
import { useTranslation } from "react-i18next";
import { TextAreaField, TextField } from "../../../../ui";
import type { Tongue, Words } from "../../definition";
import { withWords } from "../model/words";
import css from "./parts.module.css";

interface Props {
  label: string;
  value: Words | undefined;
  onChange: (value: Words | undefined) => void;
  hint?: string;
  error?: string | null;
  must?: boolean;
  bare?: boolean;
  lines?: boolean;
  max?: number;
}

/** Something in one's own language, and on demand in the other. */
export function WordsField({ label, value, onChange, lines, bare, max = 60, must, ...frame }: Props) {
  const { t, i18n } = useTranslation("approval-designer");
  const own: Tongue = i18n.language === "en" ? "en" : "zh-CN";
  const other: Tongue = own === "en" ? "zh-CN" : "en";
  const [open, setOpen] = useState(false);
  const both = open || Boolean(value?.[other] && !value[own]);
  const Input = lines ? TextAreaField : TextField;
  const toggle = (
    <button
      type="button"
      className={css.tongue}
      aria-pressed={both}
      aria-label={t("words.other", { label, language: t(`words.${other}`) })}
      title={t("words.other", { label, language: t(`words.${other}`) })}
      data-there={Boolean(value?.[other]) || undefined}
      onClick={() => setOpen(!both)}
    >
      {other === "en" ? "EN" : "中文"}
    </button>
  );
  return (
    <div className={css.words}>
      <div className={css.wordsOwn}>
        <Input
          {...frame}
          label={label}
          bare={bare}
          must={must}
          maxLength={max}
          autoComplete="off"
          value={value?.[own] ?? ""}
          onChange={(event) => onChange(withWords(value, own, event.target.value))}
        />
        {toggle}
      </div>
      {both && (
        <Input
          label={t("words.in", { label, language: t(`words.${other}`) })}
          bare={bare}
          maxLength={max}
          autoComplete="off"
          lang={other}
          value={value?.[other] ?? ""}
          onChange={(event) => onChange(withWords(value, other, event.target.value))}
        />
      )}
    </div>
  );
}
