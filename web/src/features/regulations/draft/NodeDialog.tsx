import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useProblemWords } from "../../../platform/api";
import { Button, Dialog, SelectField, TextAreaField, TextField } from "../../../ui";
import type { Kind, RegulationNode, RegulationVersion } from "../api/types";
import { drafts, type Place, putDraft, type Words } from "../api/write";
import { behind, kindsWithin, parentKind } from "../model/places";
import { Refusal } from "../one/Refusal";
import { useAct } from "../state/useAct";
import css from "./Draft.module.css";

interface Props {
  draft: RegulationVersion;
  /** The part to change; otherwise a new one comes to `place`. */
  node?: RegulationNode;
  place?: Place;
  onClose: () => void;
}

/** What a part is and says. */
export function NodeDialog({ draft, node, place, onClose }: Props) {
  const { t } = useTranslation(["regulations", "ui"]);
  const words = useProblemWords();
  const { busy, error, run } = useAct();
  const where = place ?? behind(draft.items, node?.id ?? "");
  const kinds = kindsWithin(parentKind(draft.items, where));
  const [said, setSaid] = useState<Words>({
    kind: node?.kind ?? neighbour(draft, where) ?? kinds[0] ?? "clause",
    number: node?.number ?? "",
    title: node?.title ?? "",
    text: node?.text ?? "",
  });
  const put = (change: Partial<Words>) => setSaid({ ...said, ...change });
  const field = (name: keyof Words) => (error === null ? null : words.field(error, `body.${name}`));
  const known = (["number", "title", "text", "kind"] as const).some((name) => field(name) !== null);
  const go = () =>
    run(async () => {
      putDraft(await (node === undefined ? drafts.add(draft, where, said) : drafts.edit(draft, node.id, said)));
      onClose();
    });
  return (
    <Dialog
      open
      onClose={onClose}
      title={t(node === undefined ? "node.add" : "node.edit")}
      width={600}
      footer={
        <>
          <Button onClick={onClose}>{t("ui:cancel")}</Button>
          <Button
            kind="primary"
            busy={busy}
            disabled={(said.number + said.title + said.text).trim() === ""}
            onClick={() => void go()}
          >
            {t("node.save")}
          </Button>
        </>
      }
    >
      <div className={css.fields}>
        <div className={css.pair}>
          <SelectField
            label={t("node.kind")}
            value={said.kind}
            onChange={(event) => put({ kind: event.target.value as Kind })}
          >
            {kinds.map((kind) => (
              <option key={kind} value={kind}>
                {t(`kind.${kind}`)}
              </option>
            ))}
          </SelectField>
          <TextField
            label={t("node.number")}
            hint={t("node.number_hint")}
            error={field("number")}
            maxLength={40}
            value={said.number}
            onChange={(event) => put({ number: event.target.value })}
          />
        </div>
        <TextField
          label={t("node.title")}
          error={field("title")}
          maxLength={200}
          value={said.title}
          onChange={(event) => put({ title: event.target.value })}
        />
        <TextAreaField
          label={t("node.text")}
          error={field("text")}
          rows={8}
          maxLength={20_000}
          value={said.text}
          onChange={(event) => put({ text: event.target.value })}
        />
        {!known && <Refusal error={error} />}
      </div>
    </Dialog>
  );
}

/** A new part is most likely what its neighbour is. */
function neighbour(draft: RegulationVersion, { after_id }: Place): Kind | undefined {
  const look = (nodes: readonly RegulationNode[]): Kind | undefined => {
    for (const node of nodes) {
      const found = node.id === after_id ? node.kind : look(node.children);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  return after_id === null ? undefined : look(draft.items);
}
