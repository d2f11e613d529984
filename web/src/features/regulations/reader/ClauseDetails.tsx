import { Link2, Scale } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useAbility, useProblemWords } from "../../../platform/api";
import { useQuery } from "../../../platform/queries";
import { Button, toast } from "../../../ui";
import { copyText } from "../../admin/slips/copy";
import { clauseQuery } from "../api/read";
import type { RegulationNode } from "../api/types";
import { joined } from "../model/tree";
import css from "./ClauseDetails.module.css";
import { LinksDialog } from "./LinksDialog";

/** What stands behind one clause: how it is cited, what it said before, and an address to pass on. */
export function ClauseDetails({
  regulation,
  version,
  node,
}: {
  regulation: string;
  version: number;
  node: RegulationNode;
}) {
  const { t } = useTranslation("regulations");
  const words = useProblemWords();
  const query = useQuery(clauseQuery(regulation, node.id, version));
  const linking = useAbility("regulation.link");
  const [asking, setAsking] = useState(false);
  const earlier = query.data?.history.filter((h) => h.version < version).reverse() ?? [];
  // The newest of them says what is read here, unless this version changed it.
  const said = query.data?.history.some((h) => h.version === version) ? earlier : earlier.slice(1);
  const copy = async () => {
    const address = `${window.location.origin}/regulations/${regulation}?version=${version}&clause=${node.id}`;
    if (await copyText(address)) toast("ok", t("clause.copied"));
    else toast("error", t("clause.not_copied"), address);
  };
  return (
    <div className={css.details}>
      <div className={css.top}>
        <span className={css.cite}>{t("clause.cited", { cite: node.cite || t(`kind.${node.kind}`), n: version })}</span>
        <span className={css.acts}>
          {linking && (
            <Button
              kind="quiet"
              icon={<Scale size={16} strokeWidth={1.75} aria-hidden />}
              onClick={() => setAsking(true)}
            >
              {t("links.button")}
            </Button>
          )}
          <Button kind="quiet" icon={<Link2 size={16} strokeWidth={1.75} aria-hidden />} onClick={() => void copy()}>
            {t("clause.copy")}
          </Button>
        </span>
      </div>
      {query.isError && <p className={css.note}>{words(query.error)}</p>}
      {query.isSuccess && said.length === 0 && <p className={css.note}>{t("clause.never_changed")}</p>}
      {said.length > 0 && (
        <dl className={css.history} aria-label={t("clause.history")}>
          {said.map((h) => (
            <div key={h.version}>
              <dt>{t("version", { n: h.version })}</dt>
              <dd>{joined(joined(h.number, h.title), h.text)}</dd>
            </div>
          ))}
        </dl>
      )}
      {asking && <LinksDialog regulation={regulation} node={node} onClose={() => setAsking(false)} />}
    </div>
  );
}
