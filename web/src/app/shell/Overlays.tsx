import { lazy, Suspense } from "react";
import { useQuickSearch } from "../../platform/quickSearch";
import { useHelp } from "./help";

const QuickSearch = lazy(() => import("./QuickSearch").then((m) => ({ default: m.QuickSearch })));
const KeyboardHelp = lazy(() => import("./KeyboardHelp").then((m) => ({ default: m.KeyboardHelp })));

/** Windows over every page, fetched when they are first opened. */
export function Overlays() {
  const searching = useQuickSearch((s) => s.open);
  const helping = useHelp((s) => s.open);
  return (
    <Suspense>
      {searching && <QuickSearch />}
      {helping && <KeyboardHelp />}
    </Suspense>
  );
}
