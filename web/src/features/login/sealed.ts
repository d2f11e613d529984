import { useEffect, useState } from "react";

/**
 * What stands behind the # of the address. It never reaches a server's log, and is taken out of the
 * address bar at once, so that it is neither photographed nor kept in the browser's history.
 */
export function useSealed(): string {
  const [sealed] = useState(() => decode(location.hash.slice(1)));
  useEffect(() => {
    if (location.hash !== "") history.replaceState(history.state, "", location.pathname);
  }, []);
  return sealed;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** A sealed link is number.secret; a number may have dots of its own, the secret has none. */
export function readSealed(text: string): { number: string; secret: string } | null {
  const at = text.lastIndexOf(".");
  const number = text.slice(0, Math.max(at, 0)).trim();
  const secret = text.slice(at + 1).trim();
  return number === "" || secret === "" ? null : { number, secret };
}
