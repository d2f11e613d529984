import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { sizeWords } from "../../messages/model/files";

const SECOND_US = 1_000_000;

/** What a rule decided on, in words; what is not known by name is said as it stands. */
export function useFactWords(): (facts: Record<string, unknown>) => string {
  const { t } = useTranslation("rules");
  return useMemo(() => {
    const age = (us: number) => {
      const all = Math.floor(us / SECOND_US);
      const [hours, minutes, seconds] = [Math.floor(all / 3600), Math.floor(all / 60) % 60, all % 60];
      if (hours >= 48) return t("fact.days", { n: Math.floor(hours / 24) });
      if (hours > 0) return t("fact.hours", { h: hours, m: minutes });
      return minutes > 0 ? t("fact.minutes", { m: minutes, s: seconds }) : t("fact.seconds", { s: seconds });
    };
    return (facts) =>
      Object.entries(facts)
        .flatMap(([name, value]) => {
          if (name === "age_us" && typeof value === "number") return [t("fact.age", { age: age(value) })];
          if (name === "bytes" && typeof value === "number") return [t("fact.bytes", { size: sizeWords(value) })];
          if (name === "edit") return [t(value === true ? "fact.edit" : "fact.recall")];
          if (name === "seq" && typeof value === "number") return [t("fact.seq", { n: value })];
          return typeof value === "object" ? [] : [`${name} ${String(value)}`];
        })
        .join(t("separator"));
  }, [t]);
}
