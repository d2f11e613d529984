import type { FileFieldProps } from "./FileField";
import { late } from "./late";

export type { FileFieldProps } from "./FileField";

/** Takes files: by a button for everybody, and dropped by those who have something to drag with. */
export const FileField = late<FileFieldProps>(async () => (await import("./FileField")).FileField);
