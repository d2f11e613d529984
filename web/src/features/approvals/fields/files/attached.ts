import type { FileRef } from "../../../../platform/api";
import type { Attached, Value } from "../../definition";

/** The files of a field. */
export function attachedOf(value: Value | undefined): Attached[] {
  if (!Array.isArray(value)) return [];
  return value.filter(
    (one): one is Attached => typeof one === "object" && one !== null && "file_id" in one,
  ) as Attached[];
}

const PICTURES = /\.(png|jpe?g|gif|webp|bmp|avif)$/i;

/** As everything that shows files takes them. A form keeps of a file only what is signed. */
export function refOf({ file_id, name, size, sha256 }: Attached): FileRef {
  const picture = PICTURES.test(name);
  const tail = name.slice(name.lastIndexOf(".") + 1).toLowerCase();
  const mime = picture ? `image/${tail === "jpg" ? "jpeg" : tail}` : tail === "pdf" ? "application/pdf" : "";
  return {
    id: file_id,
    name,
    size,
    sha256,
    mime,
    media: picture ? "image" : "other",
    width: null,
    height: null,
    duration_ms: null,
    preview: picture,
  };
}
