import { Plus } from "lucide-react";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { usePhone, useWide } from "../../../../platform/screen";
import { Button, Dialog } from "../../../../ui";
import type { Fault, FieldKind } from "../../definition";
import { useWordsIn } from "../../fields";
import { duplicate, idsOf, insertField, landing, moveField, removeField } from "../model/fields";
import { freshId } from "../model/ids";
import { newField } from "../model/kinds";
import { useNaming } from "../naming";
import type { Design } from "../useDesign";
import { Canvas } from "./Canvas";
import css from "./form.module.css";
import { Palette } from "./Palette";
import { Properties } from "./Properties";
import { useDrag } from "./useDrag";

type Grabbed = { kind: FieldKind } | { index: number };

interface Props {
  design: Design;
  faults: readonly Fault[];
  selected: number | null;
  onSelect: (index: number | null) => void;
}

/** 表单: what is asked. Left what there is to ask with, in the middle the form, right what is chosen. */
export function FormPart({ design, faults, selected, onSelect }: Props) {
  const { t } = useTranslation("approval-designer");
  const said = useWordsIn();
  const name = useNaming();
  const phone = usePhone();
  const wide = useWide();
  const list = useRef<HTMLDivElement>(null);
  const focus = useRef(false);
  const [spoken, setSpoken] = useState("");
  const [adding, setAdding] = useState(false);
  const [editing, setEditing] = useState(false);
  const { fields } = design.now;
  const labelOf = (index: number) => said(fields[index]?.label) || t(`kind.${fields[index]?.kind ?? "text"}`);

  const choose = (index: number | null) => {
    onSelect(index);
    if (!wide && index !== null) setEditing(true);
  };
  const add = (kind: FieldKind, at: number) => {
    const field = newField(kind, idsOf(fields), name.field);
    design.putFields((all) => insertField(all, { field: at }, field));
    onSelect(at);
    setSpoken(t("form.added", { name: t(`kind.${kind}`), n: at + 1, count: fields.length + 1 }));
  };
  const move = (index: number, to: number) => {
    if (to < 0 || to >= fields.length || to === index) return;
    design.putFields((all) => moveField(all, { field: index }, to));
    onSelect(to);
    focus.current = true;
    setSpoken(t("form.moved", { name: labelOf(index), n: to + 1, count: fields.length }));
  };
  const remove = (index: number) => {
    design.putFields((all) => removeField(all, { field: index }));
    setSpoken(t("form.removed", { name: labelOf(index) }));
    onSelect(fields.length === 1 ? null : Math.min(index, fields.length - 2));
    focus.current = true;
    setEditing(false);
  };
  const copy = (index: number) => {
    const field = fields[index];
    if (field === undefined) return;
    design.putFields((all) => duplicate(all, { field: index }, freshId(field.id.replace(/\d+$/, ""), idsOf(all))));
    onSelect(index + 1);
  };
  const { drag, begin } = useDrag<Grabbed>(list, (what, before) => {
    if ("kind" in what) add(what.kind, before);
    else move(what.index, landing(what.index, before));
  });
  const behind = selected === null ? fields.length : selected + 1;
  const properties = selected !== null && fields[selected] !== undefined && (
    <Properties key={fields[selected].id} design={design} faults={faults} index={selected} />
  );
  return (
    <div className={css.part}>
      {!phone && (
        <aside className={css.left} aria-label={t("form.palette")}>
          <Palette onAdd={(kind) => add(kind, behind)} onGrab={(kind) => begin({ kind })} />
        </aside>
      )}
      <Canvas
        definition={design.now}
        faults={faults}
        list={list}
        selected={selected}
        before={drag?.before ?? null}
        dragged={drag !== null && "index" in drag.what ? drag.what.index : null}
        focus={focus}
        onSelect={choose}
        onMove={move}
        onDuplicate={copy}
        onRemove={remove}
        onGrab={(index) => begin({ index })}
      />
      {wide && (
        <aside className={css.right} aria-label={t("form.properties")}>
          {properties || <p className={css.hintText}>{t("form.choose")}</p>}
        </aside>
      )}
      {phone && (
        <div className={css.phoneBar}>
          <Button kind="primary" icon={<Plus size={16} aria-hidden />} onClick={() => setAdding(true)}>
            {t("form.add")}
          </Button>
        </div>
      )}
      {adding && (
        <Dialog open onClose={() => setAdding(false)} title={t("form.palette")}>
          <Palette
            onAdd={(kind) => {
              add(kind, behind);
              setAdding(false);
            }}
          />
        </Dialog>
      )}
      {!wide && editing && properties && (
        <Dialog
          open
          onClose={() => setEditing(false)}
          title={labelOf(selected ?? 0)}
          footer={<Button onClick={() => setEditing(false)}>{t("done")}</Button>}
        >
          {properties}
        </Dialog>
      )}
      {drag !== null && (
        <div className={css.ghost} style={{ transform: `translate(${drag.x + 8}px, ${drag.y + 8}px)` }} aria-hidden>
          {"kind" in drag.what ? t(`kind.${drag.what.kind}`) : labelOf(drag.what.index)}
        </div>
      )}
      <p className={css.spoken} role="status" aria-live="polite">
        {spoken}
      </p>
    </div>
  );
}
