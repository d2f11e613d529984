import { ChevronDown, ChevronUp, Plus, Trash2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Button, IconButton } from "../../../../ui";
import type { Option } from "../../definition";
import { useWordsIn } from "../../fields";
import { moved } from "../model/fields";
import { newOption } from "../model/kinds";
import { useNaming } from "../naming";
import parts from "../parts/parts.module.css";
import { WordsField } from "../parts/WordsField";

interface Props {
  options: readonly Option[];
  error: string | null;
  onChange: (options: Option[]) => void;
}

/** What can be chosen, in its order. */
export function Options({ options, error, onChange }: Props) {
  const { t } = useTranslation("approval-designer");
  const said = useWordsIn();
  const name = useNaming();
  return (
    <div className={parts.lines}>
      <h4 className={parts.sectionTitle}>{t("options.title")}</h4>
      {options.map((option, at) => (
        <div key={option.id} className={parts.line}>
          <WordsField
            label={t("options.nth", { n: at + 1 })}
            bare
            value={option.label}
            onChange={(label) => onChange(options.map((one, n) => (n === at ? { ...one, label: label ?? {} } : one)))}
          />
          <IconButton
            label={t("up", { name: said(option.label) })}
            disabled={at === 0}
            onClick={() => onChange(moved(options, at, at - 1))}
          >
            <ChevronUp size={16} strokeWidth={1.75} aria-hidden />
          </IconButton>
          <IconButton
            label={t("down", { name: said(option.label) })}
            disabled={at === options.length - 1}
            onClick={() => onChange(moved(options, at, at + 1))}
          >
            <ChevronDown size={16} strokeWidth={1.75} aria-hidden />
          </IconButton>
          <IconButton
            label={t("remove", { name: said(option.label) })}
            disabled={options.length <= 1}
            onClick={() => onChange(options.filter((_, n) => n !== at))}
          >
            <Trash2 size={16} strokeWidth={1.75} aria-hidden />
          </IconButton>
        </div>
      ))}
      {error !== null && <p className={parts.fault}>{error}</p>}
      <Button
        className={parts.start}
        icon={<Plus size={16} aria-hidden />}
        disabled={options.length >= 100}
        onClick={() => onChange([...options, newOption(options, name.field)])}
      >
        {t("options.add")}
      </Button>
    </div>
  );
}
