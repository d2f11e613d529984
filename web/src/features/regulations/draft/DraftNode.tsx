import { ArrowDown, ArrowUp, CornerDownRight, Ellipsis, Pencil, Plus, Trash2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import { IconButton, Menu } from "../../../ui";
import type { RegulationNode } from "../api/types";
import { headingOf } from "../model/tree";
import css from "./Draft.module.css";

export type NodeAct = "edit" | "add_behind" | "add_within" | "up" | "down" | "remove";

const icons = {
  edit: Pencil,
  add_behind: Plus,
  add_within: CornerDownRight,
  up: ArrowUp,
  down: ArrowDown,
  remove: Trash2,
};
const groups: NodeAct[][] = [["edit", "add_behind", "add_within"], ["up", "down"], ["remove"]];

interface Props {
  node: RegulationNode;
  depth: number;
  onAct: (act: NodeAct, node: RegulationNode) => void;
}

/** One part of a draft with what can be done with it. */
export function DraftNode({ node, depth, onAct }: Props) {
  const { t } = useTranslation("regulations");
  const heading = node.kind === "chapter" || node.kind === "section";
  return (
    <section
      className={css.node}
      data-heading={heading || undefined}
      style={{ "--deep": Math.min(depth, 4) } as React.CSSProperties}
    >
      <p className={css.text}>
        {node.number !== "" && `${node.number} `}
        {node.title !== "" && <strong>{node.title}</strong>} {node.text}
      </p>
      <Menu
        align="end"
        trigger={
          <IconButton label={t("draft.acts_on", { name: headingOf(node) })}>
            <Ellipsis size={18} strokeWidth={1.75} aria-hidden />
          </IconButton>
        }
        groups={groups.map((group) =>
          group.map((act) => {
            const Icon = icons[act];
            return {
              id: act,
              label: t(`draft.act_${act}`),
              icon: <Icon size={16} strokeWidth={1.75} aria-hidden />,
              danger: act === "remove",
              onSelect: () => onAct(act, node),
            };
          }),
        )}
      />
    </section>
  );
}
