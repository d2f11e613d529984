import { useNavigate } from "@tanstack/react-router";
import { useEffect, useEffectEvent } from "react";
import { useTranslation } from "react-i18next";
import { onWarning, Problem, useProblemWords, type Warning } from "../../platform/api";
import { toast } from "../../ui";

/** Tells what was let through although a rule speaks against it, with the clause and the way to the rule. */
export function useWarnings(): void {
  const { t } = useTranslation("ui");
  const words = useProblemWords();
  const navigate = useNavigate();
  const tell = useEffectEvent(({ code, params = {}, rule }: Warning) => {
    const { document, version, number } = rule.clause;
    const source = t("rule.source", { document, version, number });
    const sentence = words(new Problem({ status: 200, code, detail: "", params }));
    toast("plain", t("rule.warned", { source }), sentence, {
      label: t("rule.see"),
      run: () => void navigate({ to: "/rules/$ruleId", params: { ruleId: rule.id } }),
    });
  });
  useEffect(() => {
    onWarning((warning) => tell(warning));
    return () => onWarning(() => undefined);
  }, []);
}
