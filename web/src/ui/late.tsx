import { type ComponentType, type ReactNode, useEffect, useEffectEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { toast } from "./toast";

const loaders: (() => Promise<void>)[] = [];

/**
 * A part that is seen on demand and is not in the first load. It is fetched ahead once the page
 * stands (`loadLate`), so that it is there when it is wanted; otherwise it comes a moment later, and
 * `waiting` keeps its place. Where it cannot be fetched, that is said and it closes again: unlike
 * with React's lazy, the page around it stays, and the next try begins anew.
 */
export function late<P extends object>(load: () => Promise<ComponentType<P>>, waiting: ReactNode = null) {
  let real: ComponentType<P> | null = null;
  const get = async () => {
    real = await load();
  };
  loaders.push(get);

  return function Late(props: P) {
    const { t } = useTranslation("ui");
    const [, redraw] = useState(false);
    const failed = useEffectEvent(() => {
      toast("error", t("error.offline"));
      if ("onClose" in props && typeof props.onClose === "function") props.onClose();
    });
    const Real = real;
    // Asks by what was drawn: what arrived between drawing and here would otherwise never be shown.
    useEffect(() => {
      if (Real !== null) return;
      let here = true;
      get().then(
        () => here && redraw(true),
        () => here && failed(),
      );
      return () => {
        here = false;
      };
    }, []);
    return Real === null ? waiting : <Real {...props} />;
  };
}

/** Fetches what every page may need soon, when there is nothing better to do. */
export function loadLate(): void {
  const now = () => {
    for (const get of loaders) void get().catch(() => undefined); // tried again when it is wanted
  };
  if ("requestIdleCallback" in window) window.requestIdleCallback(now, { timeout: 4_000 });
  else setTimeout(now, 1_000);
}
