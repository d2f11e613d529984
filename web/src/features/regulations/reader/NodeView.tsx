import { memo } from "react";
import { useTranslation } from "react-i18next";
import type { ChangeAddress } from "../../../platform/address";
import type { RegulationNode } from "../api/types";
import { ClauseDetails } from "./ClauseDetails";
import { Hits } from "./Hits";
import css from "./NodeView.module.css";
import { RuleChips } from "./RuleChips";
import { nodeId } from "./useHere";

interface Props {
  node: RegulationNode;
  depth: number;
  /** What was searched, where the node has it. */
  query: string;
  open: boolean;
  regulation: string;
  version: number;
  onOpen: ChangeAddress;
}

/** A part of the text. Its number leads to an address of its own, and shows what stands behind it. */
export const NodeView = memo(function NodeView({ node, depth, query, open, regulation, version, onOpen }: Props) {
  const { t } = useTranslation("regulations");
  const part = node.kind === "chapter" || node.kind === "section";
  const toggle = () => onOpen({ clause: open ? null : node.id }, true);
  const number = (
    <button
      type="button"
      className={css.number}
      aria-expanded={open}
      aria-label={t("clause.open", { cite: node.cite || t(`kind.${node.kind}`) })}
      onClick={toggle}
    >
      {node.number === "" ? "¶" : <Hits text={node.number} query={query} />}
    </button>
  );
  const body = (
    <>
      {node.text.split("\n").map((line, n) =>
        line === "" ? null : (
          // biome-ignore lint/suspicious/noArrayIndexKey: paragraphs have no other name
          <p key={n} className={css.line}>
            <Hits text={line} query={query} />
          </p>
        ),
      )}
      <RuleChips ids={node.rules} />
      {open && <ClauseDetails regulation={regulation} version={version} node={node} />}
    </>
  );
  if (part) {
    const Heading = node.kind === "chapter" ? "h3" : "h4";
    return (
      <section
        id={nodeId(node.id)}
        tabIndex={-1}
        className={`${css.node} ${css[node.kind]}`}
        data-open={open || undefined}
      >
        <Heading className={css.heading}>
          {number}
          <Hits text={node.title} query={query} />
        </Heading>
        {body}
      </section>
    );
  }
  return (
    <section
      id={nodeId(node.id)}
      tabIndex={-1}
      className={`${css.node} ${css.clause}`}
      data-kind={node.kind}
      data-open={open || undefined}
      style={{ "--deep": Math.min(depth, 4) } as React.CSSProperties}
    >
      {number}
      <div className={css.body}>
        {node.title !== "" && (
          <p className={css.title}>
            <Hits text={node.title} query={query} />
          </p>
        )}
        {body}
      </div>
    </section>
  );
});
