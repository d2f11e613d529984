import { needWords } from "../../platform/i18n";
import { useUploadStates } from "../../platform/uploads";
import { late } from "../../ui";

/** Whether something is on its way into the library, so that the frame says so on every page. */
export function useLibraryBusy(): boolean {
  return useUploadStates((s) => {
    for (const state of s.states.values()) if (state.purpose === "library") return true;
    return false;
  });
}

const load = async () => {
  const words = Promise.all([needWords("files"), needWords("chat-write"), needWords("problem")]);
  return (await Promise.all([import("../../features/files/uploads/UploadsButton"), words]))[0];
};

export const UploadsButton = late(async () => (await load()).UploadsButton);
export const UploadsBar = late(async () => (await load()).UploadsBar);
