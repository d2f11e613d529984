import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useQuery } from "../../../platform/queries";
import { Button, ChoiceField, Dialog, Skeleton } from "../../../ui";
import { regulationsChanged, rulesQuery } from "../api/read";
import type { RegulationNode } from "../api/types";
import { linkRule } from "../api/write";
import { headingOf } from "../model/tree";
import { Refusal } from "../one/Refusal";
import { useAct } from "../state/useAct";
import { useAmountWords } from "../state/words";

interface Props {
  regulation: string;
  node: RegulationNode;
  onClose: () => void;
}

/** Says which rules carry a clause; what ends stays on record. */
export function LinksDialog({ regulation, node, onClose }: Props) {
  const { t } = useTranslation(["regulations", "ui"]);
  const amount = useAmountWords();
  const rules = useQuery(rulesQuery).data;
  const [chosen, setChosen] = useState<ReadonlySet<string>>(() => new Set(node.rules));
  const { busy, error, run } = useAct();
  const turn = (id: string) =>
    setChosen((old) => new Set(old.has(id) ? [...old].filter((r) => r !== id) : [...old, id]));
  const go = () =>
    run(async () => {
      try {
        for (const id of chosen) if (!node.rules.includes(id)) await linkRule(regulation, node.id, id, true);
        for (const id of node.rules) if (!chosen.has(id)) await linkRule(regulation, node.id, id, false);
        onClose();
      } finally {
        await regulationsChanged();
      }
    });
  return (
    <Dialog
      open
      onClose={onClose}
      title={t("links.title", { name: node.cite || headingOf(node) })}
      description={t("links.text")}
      width={520}
      footer={
        <>
          <Button onClick={onClose}>{t("ui:cancel")}</Button>
          <Button kind="primary" busy={busy} disabled={rules === undefined} onClick={() => void go()}>
            {t("links.save")}
          </Button>
        </>
      }
    >
      {rules === undefined ? (
        <Skeleton rows={4} avatar={false} label={t("loading")} />
      ) : (
        <ChoiceField
          label={t("links.rules")}
          kind="any"
          choices={[...rules.values()].map((rule) => ({ id: rule.id, label: rule.title, text: amount(rule) }))}
          chosen={(id) => chosen.has(id)}
          onChoose={turn}
        />
      )}
      <Refusal error={error} />
    </Dialog>
  );
}
