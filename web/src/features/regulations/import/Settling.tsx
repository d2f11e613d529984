import { useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useProblemWords } from "../../../platform/api";
import { askAgain, queryClient } from "../../../platform/queries";
import { EmptyState, Segmented, toast } from "../../../ui";
import { importQuery, imports, type RegulationImport, type Settlement } from "../api/imports";
import { spread, waiting } from "../model/doubts";
import { ApplyBar } from "./ApplyBar";
import { DoubtCard } from "./DoubtCard";
import { DoubtfulPart } from "./DoubtfulPart";
import { DoubtKinds } from "./DoubtKinds";
import css from "./Settling.module.css";

type View = "open" | "all" | "text";

/** The doubts at their places, and the whole text around them. */
export function Settling({ one }: { one: RegulationImport }) {
  const { t } = useTranslation("regulations");
  const words = useProblemWords();
  const open = useMemo(() => new Set(waiting(one).map((d) => d.id)), [one]);
  const [view, setView] = useState<View>(() => (open.size > 0 ? "open" : "text"));
  const [kind, setKind] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const pane = useRef<HTMLDivElement>(null);
  const { parts, top } = useMemo(() => spread(one), [one]);

  const shows = (d: { id: string; code: string }) =>
    (kind === null || d.code === kind) && (view !== "open" || open.has(d.id));
  const here = parts
    .map((p) => ({ ...p, shown: p.doubts.filter(shows) }))
    .filter((p) => view === "text" || p.shown.length > 0);
  const above = top.filter(shows);

  const settle = async (items: Settlement[]) => {
    setBusy(true);
    const cards = [...(pane.current?.querySelectorAll<HTMLElement>("[data-doubt]") ?? [])].map(
      (el) => el.dataset.doubt,
    );
    const next = cards[cards.findIndex((id) => id === items[items.length - 1]?.id) + 1];
    try {
      queryClient.setQueryData(importQuery(one.id).queryKey, await imports.settle(one.id, items));
      // Whoever works through them by keyboard goes on at the next one.
      requestAnimationFrame(() => pane.current?.querySelector<HTMLElement>(`[data-doubt="${next}"]`)?.focus());
    } catch (refusal) {
      toast("error", words(refusal));
      await askAgain(importQuery(one.id).queryKey);
    }
    setBusy(false);
  };
  const card = (d: RegulationImport["doubts"][number]) => (
    <DoubtCard
      key={d.id}
      doubt={d}
      open={open.has(d.id)}
      applied={one.state === "applied"}
      busy={busy}
      onSettle={settle}
    />
  );

  return (
    <>
      <div className={css.settling}>
        <aside className={css.side}>
          <DoubtKinds one={one} kind={kind} busy={busy} onKind={setKind} onSettle={settle} />
        </aside>
        <div className={css.pane} ref={pane}>
          <div className={css.column}>
            <div className={css.view}>
              <Segmented<View>
                label={t("doubts.view")}
                value={view}
                items={(["open", "all", "text"] as const).map((id) => ({ id, label: t(`doubts.view_${id}`) }))}
                onChange={setView}
              />
            </div>
            {view === "text" && <h2 className={css.title}>{one.title || t("doubts.no_title")}</h2>}
            {above.map(card)}
            {view === "text" && one.preamble !== "" && <p className={css.preamble}>{one.preamble}</p>}
            {here.map((p, n) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a part that was only read has no other name
              <DoubtfulPart key={n} part={p} path={view !== "text"}>
                {p.shown.map(card)}
              </DoubtfulPart>
            ))}
            {view !== "text" && here.length === 0 && above.length === 0 && (
              <EmptyState
                title={t("doubts.none")}
                text={t(one.doubts.length === 0 ? "doubts.none_ever" : "doubts.none_text")}
              />
            )}
          </div>
        </div>
      </div>
      {one.state === "open" && <ApplyBar one={one} left={open.size} />}
    </>
  );
}
