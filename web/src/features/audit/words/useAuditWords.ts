import { useTranslation } from "react-i18next";
import { useMe } from "../../../platform/api";
import { clockOf, dayOf } from "../../../platform/when";

/** Actions, objects, facts and instants as people read them; what has no words shows its name. */
export function useAuditWords() {
  const { t, i18n } = useTranslation("audit");
  const { zone } = useMe().settings;
  const known = (kind: string, name: string) => (i18n.exists(`audit:${kind}.${name}`) ? t(`${kind}.${name}`) : name);
  return {
    action: (name: string) => known("action", name),
    object: (name: string) => known("object", name),
    fact: (name: string) => known("fact", name),
    value: (value: unknown) => valueWords(value),
    moment: (at: number) => `${dayOf(zone, at)} ${clockOf(zone, at)}:${seconds(at)}`,
  };
}

// Zones differ by whole minutes.
const seconds = (at: number): string => String(Math.floor(at / 1_000_000) % 60).padStart(2, "0");

export function valueWords(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? "—" : value.map(valueWords).join(", ");
  if (value === null || value === undefined || value === "") return "—";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
