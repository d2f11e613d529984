import { useTranslation } from "react-i18next";
import type { Coded } from "../api/imports";

/**
 * The sentence of a fault, notice or warning. A fault that knows its reason says that alone: "begins
 * like a formula" helps more than all that a name must not be. A code newer than this client is shown
 * as it is.
 */
export function useCodeWords(): (coded: Coded) => string {
  const { t, i18n } = useTranslation(["admin", "problem"]);
  const fieldName = useFieldWords();
  return ({ code, params }) => {
    const keys = [
      `admin:fault.${String(params?.reason ?? "")}`,
      `admin:file.too_large_${String(params?.what ?? "")}`,
      `problem:${code}`,
    ];
    const key = keys.find((k) => i18n.exists(k));
    return key === undefined ? code : String(t(key as never, readable(params, fieldName) as never));
  };
}

/** Columns by their names; bytes in megabytes, other large numbers with their thousands apart. */
function readable(params: Coded["params"], fieldName: (field: string) => string): Coded["params"] {
  const { max, what, column } = params ?? {};
  const bytes = what === "bytes" || what === "unpacked";
  return {
    ...params,
    ...(typeof column === "string" ? { column: fieldName(column) } : {}),
    ...(typeof max === "number" && what !== undefined
      ? { max: (bytes ? Math.floor(max / 1_048_576) : max).toLocaleString() }
      : {}),
  };
}

/** A changed value as it is read; departments arrive as paths, states as codes. */
export function useValueWords(): (field: string, value: string) => string {
  const { t, i18n } = useTranslation("admin");
  return (field, value) => {
    if (value === "") return t("row.empty");
    const key = `value.${field}.${value}`;
    return i18n.exists(`admin:${key}`) ? String(t(key as never)) : value;
  };
}

/** The name of a changed field. */
export function useFieldWords(): (field: string) => string {
  const { t, i18n } = useTranslation("admin");
  return (field) => (i18n.exists(`admin:field.${field}`) ? String(t(`field.${field}` as never)) : field);
}
