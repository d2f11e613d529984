import { useTranslation } from "react-i18next";
import { useMe } from "../../../../platform/api";
import { FileTile } from "../../../messages/chat/content/FileTile";
import { PictureTile } from "../../../messages/chat/content/PictureTile";
import { pictureKey } from "../../../messages/model/pictures";
import { openWindow } from "../../../messages/windows/store";
import type { Value } from "../../definition";
import { attachedOf, refOf } from "../files/attached";
import files from "../files/files.module.css";
import { usePlace } from "../place";

/** The files of a field: pictures are seen, others are read or saved. */
export function FilesView({ value, pictures }: { value: Value; pictures: boolean }) {
  const { t } = useTranslation("approval-form");
  const place = usePlace();
  const me = useMe();
  const refs = attachedOf(value).map(refOf);
  if (!pictures) {
    return (
      <ul className={files.tiles}>
        {refs.map((file) => (
          <li key={file.id}>
            <FileTile file={file} place={place} />
          </li>
        ))}
      </ul>
    );
  }
  const all = refs.map((file) => ({ key: pictureKey("form", file), place, file, from: me.account.name, at: 0 }));
  return (
    <ul className={files.pictures}>
      {all.map((one) => (
        <li key={one.key} className={files.picture}>
          <PictureTile
            file={one.file}
            place={place}
            alone={null}
            label={t("files.look", { name: one.file.name })}
            onOpen={() => openWindow({ kind: "pictures", start: one.key, conversationId: null, pictures: all })}
          />
        </li>
      ))}
    </ul>
  );
}
