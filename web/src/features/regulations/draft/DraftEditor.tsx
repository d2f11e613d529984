import { Link, useNavigate } from "@tanstack/react-router";
import { Plus } from "lucide-react";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { isProblem, useProblemWords } from "../../../platform/api";
import { askAgain } from "../../../platform/queries";
import { Button, ConfirmDialog, Notice, toast } from "../../../ui";
import { regulationsChanged, versionQuery } from "../api/read";
import type { Regulation, RegulationNode, RegulationVersion } from "../api/types";
import { drafts, type Place, putDraft } from "../api/write";
import { atEnd, behind, stepped, within } from "../model/places";
import { flat, headingOf } from "../model/tree";
import css from "./Draft.module.css";
import { DraftNode, type NodeAct } from "./DraftNode";
import { HeadDialog } from "./HeadDialog";
import { NodeDialog } from "./NodeDialog";
import { PublishDialog } from "./PublishDialog";

type Asked =
  | { what: "head" | "publish" | "discard" }
  | { what: "edit" | "remove"; node: RegulationNode }
  | { what: "add"; place: Place };

/** Writes a draft part by part. Every change is kept at once, and refused where somebody else was faster. */
export function DraftEditor({ one, draft }: { one: Regulation; draft: RegulationVersion }) {
  const { t } = useTranslation("regulations");
  const words = useProblemWords();
  const navigate = useNavigate();
  const [asked, setAsked] = useState<Asked | null>(null);
  const nodes = useMemo(() => flat(draft.items), [draft.items]);
  const close = () => setAsked(null);

  const refused = (refusal: unknown) => {
    toast("error", words(refusal));
    if (isProblem(refusal)) void askAgain(versionQuery(one.id, draft.number).queryKey);
  };
  const change = (act: Promise<RegulationVersion>) => act.then(putDraft).catch(refused);
  const onAct = (act: NodeAct, node: RegulationNode) => {
    if (act === "edit" || act === "remove") return setAsked({ what: act, node });
    if (act === "add_behind") return setAsked({ what: "add", place: behind(draft.items, node.id) });
    if (act === "add_within") return setAsked({ what: "add", place: within(draft.items, node.id) });
    const place = stepped(draft.items, node.id, act === "up" ? -1 : 1);
    if (place !== null) void change(drafts.move(draft, node.id, place));
  };
  const gone = async () => {
    try {
      await drafts.discard(draft);
      toast("ok", t("draft.discarded"));
      await navigate(
        draft.number === 1
          ? { to: "/regulations" }
          : { to: "/regulations/$regulationId", params: { regulationId: one.id } },
      );
      await regulationsChanged();
    } catch (refusal) {
      refused(refusal);
    }
  };

  return (
    <div className={css.pane}>
      <div className={css.column}>
        <header className={css.top}>
          <div className={css.heading}>
            <p className={css.version}>{t("draft.version", { n: draft.number })}</p>
            <h2 className={css.title}>{draft.title}</h2>
          </div>
          <div className={css.acts}>
            <Button kind="quiet" onClick={() => setAsked({ what: "discard" })}>
              {t("draft.discard")}
            </Button>
            <Button onClick={() => setAsked({ what: "head" })}>{t("draft.head")}</Button>
            {one.abilities.includes("regulation.publish") && (
              <Button kind="primary" disabled={draft.open_doubts > 0} onClick={() => setAsked({ what: "publish" })}>
                {t("publish.button")}
              </Button>
            )}
          </div>
        </header>
        {draft.open_doubts > 0 && draft.import_id !== null && (
          <Notice
            tone="warn"
            action={
              <Link to="/regulations/import/$importId" params={{ importId: draft.import_id }} className={css.link}>
                {t("draft.to_doubts")}
              </Link>
            }
          >
            {t("draft.doubts", { count: draft.open_doubts })}
          </Notice>
        )}
        {draft.preamble !== "" && <p className={css.preamble}>{draft.preamble}</p>}
        {nodes.map(({ node, depth }) => (
          <DraftNode key={node.id} node={node} depth={depth} onAct={onAct} />
        ))}
        <Button
          icon={<Plus size={16} strokeWidth={1.75} aria-hidden />}
          className={css.add}
          onClick={() => setAsked({ what: "add", place: atEnd(draft.items) })}
        >
          {t("draft.add_end")}
        </Button>
      </div>
      {asked?.what === "head" && <HeadDialog draft={draft} onClose={close} />}
      {asked?.what === "publish" && <PublishDialog draft={draft} onClose={close} />}
      {asked?.what === "edit" && <NodeDialog draft={draft} node={asked.node} onClose={close} />}
      {asked?.what === "add" && <NodeDialog draft={draft} place={asked.place} onClose={close} />}
      {asked?.what === "remove" && (
        <ConfirmDialog
          title={t("draft.remove_title", { name: headingOf(asked.node) })}
          text={t(asked.node.children.length > 0 ? "draft.remove_all" : "draft.remove_text")}
          action={t("draft.remove")}
          onConfirm={() => change(drafts.remove(draft, asked.node.id))}
          onClose={close}
        />
      )}
      {asked?.what === "discard" && (
        <ConfirmDialog
          title={t("draft.discard_title", { n: draft.number })}
          text={t(draft.number === 1 ? "draft.discard_first" : "draft.discard_text")}
          action={t("draft.discard")}
          onConfirm={gone}
          onClose={close}
        />
      )}
    </div>
  );
}
