import { useTranslation } from "react-i18next";
import { TextAreaField, TextField } from "../../../ui";
import { type InputProps, orNull, textOf } from "./props";

/** One line. */
export function TextInput({ field, value, onChange, ...frame }: InputProps) {
  return (
    <TextField
      {...frame}
      type={field.kind === "phone" ? "tel" : "text"}
      autoComplete={field.kind === "phone" ? "tel" : "off"}
      maxLength={field.max_chars || (field.kind === "phone" ? 32 : 200)}
      value={textOf(value)}
      onChange={(event) => onChange(orNull(event.target.value))}
    />
  );
}

const COUNT_FROM = 0.6;

/** Several lines; near the end of the room it says how much is left. */
export function LongTextInput({ field, value, onChange, hint, ...frame }: InputProps) {
  const { t } = useTranslation("approval-form");
  const text = textOf(value);
  const max = field.max_chars || 5000;
  const used = [...text].length;
  const count = used >= max * COUNT_FROM || field.max_chars ? t("text.count", { used, max }) : null;
  return (
    <TextAreaField
      {...frame}
      hint={[hint, count].filter(Boolean).join(" · ") || undefined}
      rows={frame.bare ? 1 : 3}
      maxLength={max}
      value={text}
      onChange={(event) => onChange(orNull(event.target.value))}
    />
  );
}
