import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { uploads } from "../../../../platform/uploads";
import { toast } from "../../../../ui";
import type { Attached } from "../../definition";
import { useBusy } from "../busy";

/**
 * Files on their way into a field. Each comes into the value when the server has it; until then its key
 * stands in `waiting`.
 */
export function useAttaching(attached: readonly Attached[], onChange: (next: Attached[]) => void) {
  const { t } = useTranslation("approval-form");
  const [waiting, setWaiting] = useState<readonly string[]>([]);
  // Several may arrive between two drawings: each must see those before it.
  const latest = useRef(attached);
  const tell = useRef(onChange);
  useEffect(() => {
    latest.current = attached;
    tell.current = onChange;
  });
  useBusy(waiting.length);

  const put = (next: Attached[]) => {
    latest.current = next;
    tell.current(next);
  };
  const follow = async (key: string) => {
    const engine = await uploads();
    try {
      const { id, name, size, sha256 } = await engine.ready(key);
      put([...latest.current.filter((one) => one.file_id !== id), { file_id: id, name, size, sha256 }]);
      setWaiting((keys) => keys.filter((one) => one !== key));
    } catch {
      // It was refused, and says so in its row; or it was taken out.
    }
  };
  return {
    waiting,
    add(files: readonly File[]) {
      const whole = files.filter((file) => file.size > 0);
      if (whole.length < files.length) toast("error", t("files.empty"));
      uploads()
        .then((engine) => {
          for (const file of whole) {
            const key = engine.add(file, { name: file.name, purpose: "library" });
            setWaiting((keys) => [...keys, key]);
            void follow(key);
          }
        })
        .catch(() => toast("error", t("files.not_loaded")));
    },
    again(key: string) {
      void uploads().then(async (engine) => {
        await engine.retry(key);
        void follow(key);
      });
    },
    drop(key: string) {
      setWaiting((keys) => keys.filter((one) => one !== key));
      void uploads().then((engine) => engine.cancel(key));
    },
    remove: (fileId: string) => put(latest.current.filter((one) => one.file_id !== fileId)),
  };
}
