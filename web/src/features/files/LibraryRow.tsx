import { Download, Ellipsis, Forward, Trash2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useMe } from "../../platform/api";
import { shortMoment } from "../../platform/when";
import { IconButton, Menu, Progress } from "../../ui";
import { FileMark, FileName } from "../messages/chat/content/FileTile";
import { PictureTile } from "../messages/chat/content/PictureTile";
import { isPicture, readingOf, sizeWords } from "../messages/model/files";
import type { Place } from "../messages/model/links";
import { pictureKey } from "../messages/model/pictures";
import { download, useDownload } from "../messages/state/downloads";
import { serverClock } from "../messages/state/now";
import { openWindow } from "../messages/windows/store";
import type { Entry } from "./api";
import css from "./LibraryRow.module.css";

const place: Place = { kind: "library" };

/** One file: it is opened where that is possible, else saved. */
export function LibraryRow({ entry, onShare, onRemove }: { entry: Entry; onShare(): void; onRemove(): void }) {
  const { t } = useTranslation(["files", "chat-show"]);
  const me = useMe();
  const { file, at } = entry;
  const saving = useDownload(place, file);
  const how = readingOf(file);
  const picture = isPicture(file);
  const save = () => void download(place, file);
  const look = () => {
    const shown = { key: pictureKey("library", file), place, file, from: me.account.name, at };
    openWindow({ kind: "pictures", start: shown.key, conversationId: null, pictures: [shown] });
  };
  const open = picture ? look : how === null ? save : () => openWindow({ kind: "reading", how, place, file });
  const facts = t("facts", { size: sizeWords(file.size), at: shortMoment(me.settings.zone, at, serverClock.now()) });
  return (
    <div className={css.row}>
      {picture ? (
        <div className={css.thumb}>
          <PictureTile file={file} place={place} alone={null} label={t("open", { name: file.name })} onOpen={look} />
        </div>
      ) : (
        <FileMark file={file} />
      )}
      <button type="button" className={css.open} onClick={open}>
        <FileName name={file.name} />
        <span className={css.facts}>
          {saving?.state === "running"
            ? t("chat-show:file.progress", { done: sizeWords(saving.received), total: sizeWords(file.size) })
            : saving?.state === "failed"
              ? t(`chat-show:file.failed_${saving.why}`)
              : facts}
        </span>
      </button>
      <div className={css.acts}>
        <IconButton label={t("share", { name: file.name })} onClick={onShare}>
          <Forward size={18} strokeWidth={1.75} aria-hidden />
        </IconButton>
        <IconButton label={t("save", { name: file.name })} onClick={save}>
          <Download size={18} strokeWidth={1.75} aria-hidden />
        </IconButton>
        <Menu
          align="end"
          trigger={
            <IconButton label={t("more", { name: file.name })}>
              <Ellipsis size={18} strokeWidth={1.75} aria-hidden />
            </IconButton>
          }
          groups={[
            [
              { id: "share", label: t("share_short"), icon: <Forward size={16} />, onSelect: onShare },
              { id: "save", label: t("save_short"), icon: <Download size={16} />, onSelect: save },
            ],
            [{ id: "remove", label: t("remove"), icon: <Trash2 size={16} />, danger: true, onSelect: onRemove }],
          ]}
        />
      </div>
      {saving?.state === "running" && (
        <div className={css.progress}>
          <Progress
            label={t("chat-show:file.saving", { name: file.name })}
            value={saving.received}
            max={Math.max(1, file.size)}
          />
        </div>
      )}
    </div>
  );
}
