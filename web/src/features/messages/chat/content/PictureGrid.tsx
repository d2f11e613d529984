import { useTranslation } from "react-i18next";
import { columnsOf, frameOf } from "../../model/files";
import type { Place } from "../../model/links";
import type { FileRef } from "../../model/types";
import styles from "./PictureGrid.module.css";
import { PictureTile } from "./PictureTile";

interface Props {
  pictures: FileRef[];
  place: Place;
  onOpen(file: FileRef): void;
}

/** One picture in its own shape, several as squares. Their places stand before they are there. */
export function PictureGrid({ pictures, place, onOpen }: Props) {
  const { t } = useTranslation("chat-show");
  const total = pictures.length;
  return (
    <div className={styles.grid} data-columns={columnsOf(total)}>
      {pictures.map((file, at) => (
        <PictureTile
          key={file.id}
          file={file}
          place={place}
          alone={total === 1 ? frameOf(file) : null}
          label={
            total === 1
              ? t("picture.open", { name: file.name })
              : t("picture.open_of", { n: at + 1, total, name: file.name })
          }
          onOpen={() => onOpen(file)}
        />
      ))}
    </div>
  );
}
