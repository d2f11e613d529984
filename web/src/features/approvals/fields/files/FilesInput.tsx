import { ImagePlus, Paperclip } from "lucide-react";
import { useTranslation } from "react-i18next";
import { FileField } from "../../../../ui";
import { Group } from "../Group";
import type { InputProps } from "../props";
import { attachedOf } from "./attached";
import { AttachedRow, WaitingRow } from "./FileRows";
import css from "./files.module.css";
import { useAttaching } from "./useAttaching";

const MANY = 20;

/** Files, or pictures alone, that go up at once and stay with the form. */
export function FilesInput({ field, value, onChange, ...frame }: InputProps) {
  const { t } = useTranslation("approval-form");
  const attached = attachedOf(value);
  const files = useAttaching(attached, (next) => onChange(next.length === 0 ? null : next));
  const pictures = field.kind === "image";
  const max = field.max_count || MANY;
  const room = max - attached.length - files.waiting.length;
  const Icon = pictures ? ImagePlus : Paperclip;
  return (
    <Group {...frame} hint={[frame.hint, t("files.up_to", { n: max })].filter(Boolean).join(" · ")}>
      {(attached.length > 0 || files.waiting.length > 0) && (
        <ul className={css.rows} aria-label={t("files.list", { label: frame.label })}>
          {attached.map((one) => (
            <AttachedRow key={one.file_id} file={one} onRemove={() => files.remove(one.file_id)} />
          ))}
          {files.waiting.map((key) => (
            <WaitingRow key={key} id={key} onAgain={() => files.again(key)} onDrop={() => files.drop(key)} />
          ))}
        </ul>
      )}
      <FileField
        label={t(pictures ? "files.add_pictures" : "files.add")}
        icon={<Icon size={16} strokeWidth={1.75} aria-hidden />}
        accept={pictures ? "image/*" : undefined}
        multiple={max > 1}
        disabled={room <= 0}
        onFiles={(chosen) => files.add(chosen.slice(0, room))}
      />
    </Group>
  );
}
