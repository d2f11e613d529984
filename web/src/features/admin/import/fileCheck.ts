export const MAX_BYTES = 64 * 1024 * 1024;

export type FileFault = "kind" | "empty" | "size" | "many";

/** What can be told of the files before they are sent; null where one may go. */
export function faultOf(files: readonly Pick<File, "name" | "size">[]): FileFault | null {
  if (files.length > 1) return "many";
  const file = files[0];
  if (file === undefined || !/\.(csv|txt|xlsx)$/i.test(file.name)) return "kind";
  if (file.size === 0) return "empty";
  return file.size > MAX_BYTES ? "size" : null;
}
