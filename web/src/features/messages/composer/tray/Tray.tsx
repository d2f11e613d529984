import { type DragEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Attachment } from "../../model/attachments";
import type { Attaching } from "../useAttaching";
import { Tile } from "./Tile";
import styles from "./Tray.module.css";

interface Props {
  files: readonly Attachment[];
  attaching: Attaching;
}

const KIND = "application/x-tonggui-tile";

/** What goes out with the message, in this order: by dragging, or by the menu of each tile. */
export function Tray({ files, attaching }: Props) {
  const { t } = useTranslation("chat-write");
  const [dragged, setDragged] = useState<string | null>(null);
  const indexOf = (key: string) => files.findIndex((one) => one.key === key);

  const onDragOver = (event: DragEvent, over: string) => {
    if (dragged === null || !event.dataTransfer.types.includes(KIND)) return;
    event.preventDefault();
    const by = indexOf(over) - indexOf(dragged);
    if (by !== 0) attaching.move(dragged, by);
  };

  return (
    <ul className={styles.tray} aria-label={t("tray.label", { n: files.length })}>
      {files.map((file, at) => (
        <li
          key={file.key}
          className={styles.slot}
          data-dragged={dragged === file.key || undefined}
          draggable={files.length > 1}
          onDragStart={(event) => {
            event.dataTransfer.setData(KIND, file.key);
            event.dataTransfer.effectAllowed = "move";
            setDragged(file.key);
          }}
          onDragOver={(event) => onDragOver(event, file.key)}
          onDragEnd={() => setDragged(null)}
        >
          <Tile
            file={file}
            first={at === 0}
            last={at === files.length - 1}
            onMove={(by) => attaching.move(file.key, by)}
            onRemove={() => attaching.remove(file)}
            onRetry={() => attaching.retry(file.key)}
          />
        </li>
      ))}
    </ul>
  );
}
