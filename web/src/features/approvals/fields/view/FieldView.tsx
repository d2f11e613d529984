import { useTranslation } from "react-i18next";
import { useMe } from "../../../../platform/api";
import { momentOf } from "../../../../platform/when";
import type { Field, Value } from "../../definition";
import { isDecimal, shownDecimal } from "../decimal";
import { shownMoney } from "../money";
import { useUnitWords } from "../NumberInput";
import { listOf, textOf } from "../props";
import { SignatureView } from "../signature/SignatureView";
import { signatureOf } from "../signature/value";
import { spanOf } from "../span";
import { useWordsIn } from "../words";
import { FilesView } from "./FilesView";
import { DepartmentsView, PeopleView, RelatedView } from "./Names";
import { RowsView } from "./RowsView";
import css from "./view.module.css";

interface Props {
  field: Field;
  value: Value | undefined;
}

/** What stands in a field, to be read. Needs the words "approval-form" and "chat-show". */
export function FieldView({ field, value }: Props) {
  const { t } = useTranslation("approval-form");
  if (field.kind === "explanation") return null;
  if (value === undefined || value === null) return <span className={css.nothing}>{t("view.nothing")}</span>;
  return <Something field={field} value={value} />;
}

function Something({ field, value }: { field: Field; value: Value }) {
  const { t } = useTranslation("approval-form");
  const said = useWordsIn();
  const { zone } = useMe().settings;
  const labelOf = (id: string) => said(field.options?.find((o) => o.id === id)?.label) || id;
  switch (field.kind) {
    case "number":
    case "amount":
    case "formula":
      return <Figure field={field} text={textOf(value)} />;
    case "datetime":
      return <time className={css.figure}>{typeof value === "number" ? momentOf(zone, value * 1000) : ""}</time>;
    case "date":
      return <time className={css.figure}>{textOf(value)}</time>;
    case "span": {
      const { from, to, from_half, to_half, days } = spanOf(value);
      const side = (day: string, half: "am" | "pm" | undefined) =>
        half === undefined ? day : t(`span.said_${half}`, { day });
      return (
        <span className={css.figure}>
          <span className={css.whole}>{side(from, from_half)}</span> {t("span.until")}{" "}
          <span className={css.whole}>{side(to, to_half)}</span>{" "}
          {days !== undefined && <span className={css.aside}>{t("span.days", { count: Number(days) })}</span>}
        </span>
      );
    }
    case "choice":
      return labelOf(textOf(value));
    case "choices":
      return listOf(value).map(labelOf).join(t("view.and"));
    case "yesno":
      return t(value === true ? "yes" : "no");
    case "person":
    case "people":
      return <PeopleView ids={field.kind === "person" ? [textOf(value)] : listOf(value)} />;
    case "department":
    case "departments":
      return <DepartmentsView ids={field.kind === "department" ? [textOf(value)] : listOf(value)} />;
    case "attachment":
    case "image":
      return <FilesView value={value} pictures={field.kind === "image"} />;
    case "rows":
      return <RowsView field={field} value={value} />;
    case "related":
      return <RelatedView ids={listOf(value)} />;
    case "signature": {
      const signature = signatureOf(value);
      return signature === null ? null : <SignatureView signature={signature} label={said(field.label)} />;
    }
    default:
      return <span className={css.text}>{textOf(value)}</span>;
  }
}

function Figure({ field, text }: { field: Field; text: string }) {
  const { i18n } = useTranslation();
  const unit = useUnitWords()(field);
  if (!isDecimal(text)) return <span className={css.text}>{text}</span>;
  const money = field.kind === "amount" || Boolean(field.currency);
  const places = field.decimals ?? 0;
  return (
    <span className={css.figure}>
      {money ? shownMoney(text, field.currency, places, i18n.language) : shownDecimal(text, places)}
      {!money && unit !== "" && ` ${unit}`}
    </span>
  );
}
