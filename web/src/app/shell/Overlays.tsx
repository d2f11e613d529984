import { lazy, Suspense } from "react";
import { useWindows } from "../../features/messages/windows/store";
import { useQuickSearch } from "../../platform/quickSearch";
import { useHelp } from "./help";

const QuickSearch = lazy(() => import("./QuickSearch").then((m) => ({ default: m.QuickSearch })));
const Windows = lazy(() => import("../../features/messages/windows").then((m) => ({ default: m.Windows })));
const KeyboardHelp = lazy(() => import("./KeyboardHelp").then((m) => ({ default: m.KeyboardHelp })));

/** Windows over every page, fetched when they are first opened. */
export function Overlays() {
  const searching = useQuickSearch((s) => s.open);
  const showing = useWindows((s) => s.stack.length > 0);
  const helping = useHelp((s) => s.open);
  return (
    <Suspense>
      {searching && <QuickSearch />}
      {showing && <Windows />}
      {helping && <KeyboardHelp />}
    </Suspense>
  );
}
