import { useUploadStates } from "../../../platform/uploads";
import type { Attachment } from "../model/attachments";

/** Whether one of the files cannot go out as it is. */
export function useTrayFaulty(files: readonly Attachment[]): boolean {
  return useUploadStates((s) =>
    files.some(({ key }) => {
      const phase = s.states.get(key)?.phase;
      return phase === "refused" || phase === "absent";
    }),
  );
}
