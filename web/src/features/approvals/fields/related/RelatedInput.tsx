import { Link2, X } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button, IconButton } from "../../../../ui";
import { Group } from "../Group";
import { type InputProps, listOf } from "../props";
import { useRelated } from "./queries";
import { RelatedDialog } from "./RelatedDialog";
import css from "./related.module.css";

const MANY = 20;

/** Other approvals that this one refers to. */
export function RelatedInput({ field, value, onChange, ...frame }: InputProps) {
  const { t } = useTranslation("approval-form");
  const [choosing, setChoosing] = useState(false);
  const ids = listOf(value);
  const rows = useRelated(ids);
  const put = (next: string[]) => onChange(next.length === 0 ? null : next);
  return (
    <Group {...frame}>
      {rows.length > 0 && (
        <ul className={css.rows} aria-label={frame.label}>
          {rows.map((row) => (
            <li key={row.id} className={css.row}>
              <span className={css.serial}>{row.serial || "…"}</span>
              <span className={css.title}>{row.title}</span>
              <IconButton
                label={t("people.remove", { name: row.serial })}
                onClick={() => put(ids.filter((id) => id !== row.id))}
              >
                <X size={16} strokeWidth={1.75} aria-hidden />
              </IconButton>
            </li>
          ))}
        </ul>
      )}
      <div>
        <Button icon={<Link2 size={16} strokeWidth={1.75} aria-hidden />} onClick={() => setChoosing(true)}>
          {t("related.choose")}
        </Button>
      </div>
      {choosing && (
        <RelatedDialog
          title={frame.label}
          template={field.related_template ?? ""}
          ids={ids}
          max={field.max_count || MANY}
          onChange={put}
          onClose={() => setChoosing(false)}
        />
      )}
    </Group>
  );
}
