import { useDeferredValue, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useAddress } from "../../../platform/address";
import { usePhone } from "../../../platform/screen";
import { AcknowledgeBar } from "../../acknowledgement/bar/AcknowledgeBar";
import type { Regulation, RegulationVersion } from "../api/types";
import { contentsOf, flat, says } from "../model/tree";
import { Contents } from "./Contents";
import { ContentsSheet } from "./ContentsSheet";
import { Finder } from "./Finder";
import { NodeView } from "./NodeView";
import { Preamble } from "./Preamble";
import css from "./Reader.module.css";
import { ReaderTitle } from "./ReaderTitle";
import { useArrival } from "./useArrival";
import { useHere } from "./useHere";

/** A version to read, with its contents beside it and a search within. */
export function Reader({ one, version }: { one: Regulation; version: RegulationVersion }) {
  const { t } = useTranslation("regulations");
  const [address, change] = useAddress();
  const phone = usePhone();
  const pane = useRef<HTMLDivElement>(null);
  const nodes = useMemo(() => flat(version.items), [version.items]);
  const contents = useMemo(() => contentsOf(version.items), [version.items]);
  const [typed, setTyped] = useState("");
  const wanted = typed.trim();
  const hits = useMemo(
    () => (wanted === "" ? [] : nodes.filter(({ node }) => says(node, wanted)).map(({ node }) => node.id)),
    [nodes, wanted],
  );
  // Where the next Enter leads is known at once; marking a long text may come a moment later.
  const marked = useDeferredValue(useMemo(() => ({ query: wanted, nodes: new Set(hits) }), [wanted, hits]));
  const [here, follow] = useHere(pane, contents);
  const go = useArrival(pane, address.clause);
  const finder = <Finder value={typed} onChange={setTyped} hits={hits} onGo={go} />;
  const toc = <Contents entries={contents} here={here} onGo={go} />;
  return (
    <div className={css.reader}>
      {!phone && (
        <aside className={css.side}>
          {finder}
          {toc}
        </aside>
      )}
      <div className={css.pane} ref={pane} onScroll={follow} data-reader>
        {phone && (
          <div className={css.bar}>
            {finder}
            <ContentsSheet entries={contents} here={here} onGo={go} />
          </div>
        )}
        <article className={css.text} aria-label={version.title}>
          <ReaderTitle one={one} version={version} />
          {version.preamble !== "" && <Preamble text={version.preamble} query={marked.query} />}
          {nodes.map(({ node, depth }) => (
            <NodeView
              key={node.id}
              node={node}
              depth={depth}
              query={marked.nodes.has(node.id) ? marked.query : ""}
              open={address.clause === node.id}
              regulation={one.id}
              version={version.number}
              onOpen={change}
            />
          ))}
          <p className={css.end}>{t("reader.end")}</p>
        </article>
        {version.state === "in_force" && <AcknowledgeBar regulationId={one.id} version={version.number} />}
      </div>
    </div>
  );
}
