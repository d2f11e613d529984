import { ImagePlus, Paperclip } from "lucide-react";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../../../ui";
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
  const input = useRef<HTMLInputElement>(null);
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
      <div>
        <Button
          icon={<Icon size={16} strokeWidth={1.75} aria-hidden />}
          disabled={room <= 0}
          onClick={() => input.current?.click()}
        >
          {t(pictures ? "files.add_pictures" : "files.add")}
        </Button>
        <input
          ref={input}
          type="file"
          hidden
          multiple={max > 1}
          accept={pictures ? "image/*" : undefined}
          aria-label={frame.label}
          onChange={(event) => {
            files.add([...(event.target.files ?? [])].slice(0, room));
            event.target.value = ""; // the same file can be chosen again
          }}
        />
      </div>
    </Group>
  );
}
