import { ChevronDown, ChevronUp, Plus, Trash2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Button, IconButton, Menu } from "../../../../ui";
import type { Fault, Field } from "../../definition";
import { useWordsIn } from "../../fields";
import { faultsAt } from "../model/faults";
import { idsOf, insertField, moveField, removeField } from "../model/fields";
import { COLUMN_KINDS, newField } from "../model/kinds";
import { useNaming } from "../naming";
import parts from "../parts/parts.module.css";
import type { Design } from "../useDesign";
import css from "./form.module.css";
import { KIND_ICONS } from "./kindIcons";

interface Props {
  design: Design;
  faults: readonly Fault[];
  index: number;
  columns: readonly Field[];
  onOpen: (column: number) => void;
}

/** What each row holds. A column is opened like a field. */
export function Columns({ design, faults, index, columns, onOpen }: Props) {
  const { t } = useTranslation("approval-designer");
  const said = useWordsIn();
  const name = useNaming();
  const groups = [
    COLUMN_KINDS.map((kind) => {
      const Icon = KIND_ICONS[kind];
      return {
        id: kind,
        label: t(`kind.${kind}`),
        icon: <Icon size={16} strokeWidth={1.75} />,
        onSelect: () => {
          design.putFields((all) => {
            const own = all[index]?.columns ?? [];
            return insertField(all, { field: index, column: own.length }, newField(kind, idsOf(own), name.field));
          });
          onOpen(columns.length);
        },
      };
    }),
  ];
  return (
    <section className={parts.section}>
      <h3 className={parts.sectionTitle}>{t("columns.title")}</h3>
      <ol className={parts.lines} aria-label={t("columns.title")}>
        {columns.map((column, at) => {
          const label = said(column.label) || t(`kind.${column.kind}`);
          const faulty = faultsAt(design.now, faults, { part: "form", at: { field: index, column: at } }).length > 0;
          return (
            <li key={column.id} className={parts.line}>
              <button type="button" className={css.column} data-faulty={faulty || undefined} onClick={() => onOpen(at)}>
                <span>{label}</span>
                <span className={parts.note}>{t(`kind.${column.kind}`)}</span>
              </button>
              <IconButton
                label={t("up", { name: label })}
                disabled={at === 0}
                onClick={() => design.putFields((all) => moveField(all, { field: index, column: at }, at - 1))}
              >
                <ChevronUp size={16} strokeWidth={1.75} aria-hidden />
              </IconButton>
              <IconButton
                label={t("down", { name: label })}
                disabled={at === columns.length - 1}
                onClick={() => design.putFields((all) => moveField(all, { field: index, column: at }, at + 1))}
              >
                <ChevronDown size={16} strokeWidth={1.75} aria-hidden />
              </IconButton>
              <IconButton
                label={t("remove", { name: label })}
                disabled={columns.length === 1}
                onClick={() => design.putFields((all) => removeField(all, { field: index, column: at }))}
              >
                <Trash2 size={16} strokeWidth={1.75} aria-hidden />
              </IconButton>
            </li>
          );
        })}
      </ol>
      <Menu
        groups={groups}
        trigger={
          <Button className={parts.start} icon={<Plus size={16} aria-hidden />}>
            {t("columns.add")}
          </Button>
        }
      />
    </section>
  );
}
