/** What was dropped: files, and whether a folder was among them, which a browser cannot send as it is. */
export function dropped(data: DataTransfer): { files: File[]; folder: boolean } {
  const files: File[] = [];
  let folder = false;
  for (const item of data.items) {
    if (item.kind !== "file") continue;
    if (item.webkitGetAsEntry?.()?.isDirectory) folder = true;
    else {
      const file = item.getAsFile();
      if (file !== null) files.push(file);
    }
  }
  return { files, folder };
}

/**
 * Whether a file is of a kind that <input accept> names. Browsers ask that of what is chosen, not of what is
 * dropped. A file whose type the browser does not know is let through where only types are named: the server judges.
 */
export function fits(accept: string | undefined, file: Pick<File, "name" | "type">): boolean {
  const kinds = (accept ?? "").split(",").flatMap((kind) => kind.trim().toLowerCase() || []);
  if (kinds.length === 0) return true;
  if (file.type === "" && kinds.every((kind) => !kind.startsWith("."))) return true;
  const name = file.name.toLowerCase();
  return kinds.some((kind) => {
    if (kind.startsWith(".")) return name.endsWith(kind);
    return kind.endsWith("/*") ? file.type.startsWith(kind.slice(0, -1)) : file.type === kind;
  });
}

export type Misfit = "kind" | "many" | "folder";

/** What of the files that somebody chose can be taken, and why the others cannot; pure. */
export function taken(
  files: readonly File[],
  { accept, multiple, folder }: { accept?: string | undefined; multiple: boolean; folder: boolean },
): { files: File[]; misfit: Misfit | null } {
  if (folder) return { files: [], misfit: "folder" };
  if (files.length > 1 && !multiple) return { files: [], misfit: "many" };
  const good = files.filter((file) => fits(accept, file));
  return { files: good, misfit: good.length < files.length ? "kind" : null };
}
