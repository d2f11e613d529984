import { isPicture } from "../../model/files";
import type { Place } from "../../model/links";
import type { FileRef } from "../../model/types";
import styles from "./Files.module.css";
import { FileTile } from "./FileTile";
import { MediaTile } from "./MediaTile";
import { PictureGrid } from "./PictureGrid";

interface Props {
  files: FileRef[];
  place: Place;
  /** Whether words stand above them. */
  below: boolean;
  onPicture(file: FileRef): void;
}

/** The files of a message: pictures together, then one under the other what can be played or saved. */
export function Files({ files, place, below, onPicture }: Props) {
  const pictures = files.filter(isPicture);
  const others = files.filter((file) => !isPicture(file));
  return (
    <div className={styles.files} data-below={below || undefined}>
      {pictures.length > 0 && <PictureGrid pictures={pictures} place={place} onOpen={onPicture} />}
      {others.map((file) =>
        file.media === "video" || file.media === "audio" || file.media === "voice" ? (
          <MediaTile key={file.id} file={file} place={place} />
        ) : (
          <FileTile key={file.id} file={file} place={place} />
        ),
      )}
    </div>
  );
}
