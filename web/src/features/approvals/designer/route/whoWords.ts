import { useTranslation } from "react-i18next";
import type { Field, Who } from "../../definition";
import { useWordsIn } from "../../fields";
import { usePeople } from "../../fields/people/names";

/** Who is asked, in a few words each: "直属上级", "“目标部门”的负责人". */
export function useWhoWords(who: readonly Who[], fields: readonly Field[]): string[] {
  const { t } = useTranslation(["approval-designer", "admin"]);
  const said = useWordsIn();
  const people = usePeople(who.flatMap((one) => (one.kind === "person" ? (one.ids ?? []) : [])));
  const nameOf = (id: string) => people.find((p) => p.id === id)?.name || "…";
  const fieldOf = (id: string) => said(fields.find((f) => f.id === id)?.label) || id;
  return who.map((one) => {
    switch (one.kind) {
      case "superior":
        return (one.n ?? 1) <= 1 ? t("who.superior_direct") : t("who.superior_nth", { n: one.n });
      case "department_head":
      case "leader_in_charge":
        return one.of ? t(`who.${one.kind}_of`, { field: fieldOf(one.of) }) : t(`who.${one.kind}_own`);
      case "role":
        return one.role ? t(`admin:role.${one.role}`) : t("who.role");
      case "person":
        return (one.ids ?? []).map(nameOf).join(t("who.and")) || t("who.nobody_yet");
      case "chosen":
        return t("who.chosen");
      default:
        return t("who.applicant");
    }
  });
}
