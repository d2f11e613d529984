import { useTranslation } from "react-i18next";
import { useProblemWords } from "../../../platform/api";
import { TextAreaField } from "../../../ui";
import css from "./dialogs.module.css";

interface Props {
  value: string;
  onChange: (value: string) => void;
  /** What the server refused, if it did. */
  error: unknown;
}

/** Why: every act on an account asks for it. */
export function Reason({ value, onChange, error }: Props) {
  const { t } = useTranslation("admin");
  const words = useProblemWords();
  const own = error ? words.field(error, "body.reason") : null;
  return (
    <>
      <TextAreaField
        label={t("reason.label")}
        hint={t("reason.hint")}
        error={own}
        maxLength={200}
        required
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
      {error !== null && own === null && (
        <p className={css.refusal} role="alert">
          {words(error)}
        </p>
      )}
    </>
  );
}
