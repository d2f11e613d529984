import { useEffect, useState } from "react";
import { uploads } from "../../../../platform/uploads";

/** The address of a file that is on its way, for showing it; null while it is looked for, or gone. */
export function useBlobUrl(key: string): string | null {
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    let made: string | null = null;
    let over = false;
    uploads()
      .then((engine) => engine.bytes(key))
      .then((bytes) => {
        if (over || bytes === null) return;
        made = URL.createObjectURL(bytes);
        setUrl(made);
      })
      .catch(() => undefined);
    return () => {
      over = true;
      if (made !== null) URL.revokeObjectURL(made);
    };
  }, [key]);
  return url;
}
