import { Mic } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useUpload, useUploadStates } from "../../../../platform/uploads";
import { Progress } from "../../../../ui";
import { asFile, shareOf, shareOfAll } from "../../composer/tray/stand";
import { useBlobUrl } from "../../composer/tray/useBlobUrl";
import { type Attachment, isPicturePiece } from "../../model/attachments";
import { lengthWords, sizeWords } from "../../model/files";
import type { Pending } from "../../model/rows";
import { FileMark, FileName } from "../content/FileTile";
import styles from "./PendingFiles.module.css";

/** The files of a message that waits for them, or the voice that it will be. */
export function PendingFiles({ pending }: { pending: Pending }) {
  const { attachments, recording } = pending;
  if (recording !== null) return <PendingVoice ms={recording.duration_ms} />;
  return (
    <ul className={styles.files} data-below={pending.content.nodes.length > 0 || undefined}>
      {attachments.map((file) => (
        <li key={file.key} className={styles.slot}>
          <Piece file={file} />
        </li>
      ))}
    </ul>
  );
}

function PendingVoice({ ms }: { ms: number }) {
  const { t } = useTranslation("chat-write");
  return (
    <div className={styles.voice}>
      <Mic size={16} strokeWidth={1.75} aria-hidden />
      {t("pending.voice", { length: lengthWords(ms) })}
    </div>
  );
}

function Piece({ file }: { file: Attachment }) {
  const [broken, setBroken] = useState(false);
  if (broken || file.file !== undefined || !isPicturePiece(file.mime)) return <Tile file={file} />;
  return <Picture file={file} onBroken={() => setBroken(true)} />;
}

function Picture({ file, onBroken }: { file: Attachment; onBroken(): void }) {
  const { t } = useTranslation("chat-write");
  const url = useBlobUrl(file.key);
  const label = t("pending.file", { name: file.name, size: sizeWords(file.size) });
  return (
    <div className={styles.picture}>
      {url !== null && <img src={url} alt={label} draggable={false} onError={onBroken} />}
      <Bar file={file} />
    </div>
  );
}

function Tile({ file }: { file: Attachment }) {
  return (
    <div className={styles.tile}>
      <FileMark file={asFile(file)} />
      <span className={styles.facts}>
        <FileName name={file.name} />
        <span className={styles.size}>{sizeWords(file.size)}</span>
      </span>
      <Bar file={file} />
    </div>
  );
}

function Bar({ file }: { file: Attachment }) {
  const { t } = useTranslation("chat-write");
  const share = shareOf(useUpload(file.key));
  if (share === null) return null;
  return (
    <span className={styles.bar}>
      <Progress label={t("tile.sending", { name: file.name })} value={Math.round(share * 100)} />
    </span>
  );
}

/** How far its files are, and the way back while they are not all there. */
export function PendingState({ pending, onTakeBack }: { pending: Pending; onTakeBack(): void }) {
  const { t } = useTranslation(["chat-write", "messages"]);
  const { attachments, recording } = pending;
  const states = useUploadStates((s) => s.states);
  const own = attachments.map((file) => states.get(file.key));
  const share = shareOfAll(own, attachments);
  const offline = own.some((state) => state?.phase === "offline");
  const all = own.every((state) => shareOf(state) === null);
  return (
    <>
      <span role="status">
        {offline
          ? t("pending.waiting")
          : all
            ? t("messages:message.sending")
            : t("pending.sending", { percent: Math.floor(share * 100) })}
      </span>
      {!all && recording === null && (
        <button type="button" className={styles.back} onClick={onTakeBack}>
          {t("pending.cancel")}
        </button>
      )}
    </>
  );
}
