import { useTranslation } from "react-i18next";
import type { Field } from "../../definition";
import { ExpressionField } from "./ExpressionField";

interface Props {
  fields: readonly Field[];
  value: string;
  error: string | null;
  onChange: (text: string) => void;
}

/** What is reckoned, written in the language. */
export function FormulaField(props: Props) {
  const { t } = useTranslation("approval-designer");
  return <ExpressionField {...props} label={t("field.formula")} wanted="formula" />;
}
