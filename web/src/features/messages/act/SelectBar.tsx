import { AlarmClock, Copy, Forward, Layers, Star, X } from "lucide-react";
import { type ReactNode, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useMe, useProblemWords } from "../../../platform/api";
import { IconButton, toast } from "../../../ui";
import type { ForwardMode } from "../model/acting";
import { copyText } from "../model/copying";
import { forwardable } from "../model/forwarding";
import { find, type Timeline } from "../model/timeline";
import type { Message } from "../model/types";
import { star } from "../state/acts";
import { useSelection } from "../state/selection";
import { copyWords } from "../words/content";
import { ForwardDialog, LaterDialog } from ".";
import styles from "./SelectBar.module.css";

/** In place of the box while messages are selected: what may be done with all of them. */
export function SelectBar({ timeline }: { timeline: Timeline }) {
  const { t } = useTranslation(["messages", "chat-act"]);
  const words = useProblemWords();
  const { zone } = useMe().settings;
  const seqs = useSelection((s) => s.seqs);
  const [open, setOpen] = useState<ForwardMode | "later" | null>(null);
  const end = () => useSelection.getState().end();

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key === "Escape" && !event.defaultPrevented && open === null) useSelection.getState().end();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [open]);

  // What is recalled meanwhile is not passed on any more.
  const chosen = [...seqs].map((seq) => find(timeline, seq)).filter((m) => m !== undefined);
  const usable = forwardable(chosen);
  const copy = () => {
    const text = copyText(usable, (m: Message) => copyWords(m.content, t), zone);
    Promise.resolve(navigator.clipboard?.writeText(text) ?? Promise.reject())
      .then(() => toast("ok", t("chat-act:copy.done")))
      .catch(() => toast("error", t("chat-act:copy.failed")));
    end();
  };
  const starAll = async () => {
    const done = await Promise.allSettled(usable.filter((m) => !m.starred).map((m) => star(m, true)));
    const refused = done.filter((d) => d.status === "rejected");
    if (refused.length === 0) toast("ok", t("chat-act:star.done"));
    else toast("error", t("chat-act:select.some_failed", { n: refused.length }), words(refused[0]?.reason));
    end();
  };
  const none = usable.length === 0;
  const tool = (label: string, icon: ReactNode, run: () => void) => (
    <button type="button" className={styles.tool} disabled={none} onClick={run}>
      {icon}
      <span>{label}</span>
    </button>
  );
  return (
    <div className={styles.bar} role="toolbar" aria-label={t("chat-act:select.label")}>
      <span className={styles.count} role="status">
        {t("chat-act:select.count", { n: seqs.size })}
      </span>
      <div className={styles.tools}>
        {tool(t("chat-act:forward.each"), <Forward size={20} strokeWidth={1.75} aria-hidden />, () => setOpen("each"))}
        {tool(t("chat-act:forward.merged"), <Layers size={20} strokeWidth={1.75} aria-hidden />, () =>
          setOpen("merged"),
        )}
        {tool(t("chat-act:act.star"), <Star size={20} strokeWidth={1.75} aria-hidden />, () => void starAll())}
        {tool(t("chat-act:act.later"), <AlarmClock size={20} strokeWidth={1.75} aria-hidden />, () => setOpen("later"))}
        {tool(t("chat-act:act.copy"), <Copy size={20} strokeWidth={1.75} aria-hidden />, copy)}
      </div>
      <IconButton label={t("chat-act:select.end")} onClick={end}>
        <X size={20} strokeWidth={1.75} aria-hidden />
      </IconButton>
      {open === "later" && <LaterDialog messages={usable} onDone={end} onClose={() => setOpen(null)} />}
      {(open === "each" || open === "merged") && (
        <ForwardDialog messages={chosen} mode={open} onDone={end} onClose={() => setOpen(null)} />
      )}
    </div>
  );
}
