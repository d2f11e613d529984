import { type DragEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { dropped, toast } from "../../ui";

/** Files that are dropped anywhere on a page. */
export function useDrop(onFiles: (files: File[]) => void) {
  const { t } = useTranslation("files");
  const [over, setOver] = useState(false);
  // Every element that is entered and left inside counts, so only the balance tells.
  const depth = useRef(0);
  const taking = (act: (event: DragEvent) => void) => (event: DragEvent) => {
    if (!event.dataTransfer.types.includes("Files")) return;
    event.preventDefault();
    act(event);
  };
  const handlers = {
    onDragEnter: taking(() => setOver(++depth.current > 0)),
    onDragOver: taking((event) => {
      event.dataTransfer.dropEffect = "copy";
    }),
    onDragLeave: taking(() => setOver(--depth.current > 0)),
    onDrop: taking((event) => {
      depth.current = 0;
      setOver(false);
      const { files, folder } = dropped(event.dataTransfer);
      if (folder) toast("plain", t("upload.folder"));
      onFiles(files);
    }),
  };
  return { over, handlers };
}
