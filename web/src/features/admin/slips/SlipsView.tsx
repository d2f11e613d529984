import { ChevronLeft, ChevronRight, Download, Printer, X } from "lucide-react";
import { useEffect, useEffectEvent, useRef, useState } from "react";
import { createPortal } from "react-dom";
import { useTranslation } from "react-i18next";
import { useMe } from "../../../platform/api";
import { Button, ConfirmDialog, IconButton, toast } from "../../../ui";
import type { HandedOut } from "../api/admin";
import { csvOf } from "./csv";
import { download } from "./download";
import { Slip } from "./Slip";
import css from "./SlipsView.module.css";

/** Enough for a morning's printing; a browser draws tens of thousands badly. */
const BATCH = 500;

/**
 * Initial passwords to be printed and cut apart. They exist nowhere else, so leaving asks first.
 * Lies over the whole page, and is all that is printed.
 */
export function SlipsView({ items, onClose }: { items: readonly HandedOut[]; onClose: () => void }) {
  const { t } = useTranslation("admin");
  const me = useMe();
  const [batch, setBatch] = useState(0);
  const [asking, setAsking] = useState(false);
  const [saved, setSaved] = useState(false);
  const batches = Math.ceil(items.length / BATCH);
  const shown = items.slice(batch * BATCH, (batch + 1) * BATCH);

  const view = useRef<HTMLDivElement>(null);
  useOwnPage(!saved);
  useEffect(() => view.current?.focus(), []);
  const leave = () => (saved ? onClose() : setAsking(true));
  const onEscape = useEffectEvent((event: KeyboardEvent) => event.key === "Escape" && !asking && leave());
  useEffect(() => {
    // Heard for the whole page: after a question was taken back the focus may be nowhere.
    const listener = (event: KeyboardEvent) => void onEscape(event);
    document.addEventListener("keydown", listener);
    return () => document.removeEventListener("keydown", listener);
  }, []);
  const print = () => {
    setSaved(true);
    window.print();
  };
  const save = () => {
    const head = ["number", "name", "department", "password", "link"].map((column) => t(`slips.csv_${column}`));
    download(t("slips.file"), csvOf(head, items), "text/csv");
    setSaved(true);
    toast("ok", t("slips.saved"));
  };

  return createPortal(
    <div ref={view} className={css.view} role="dialog" aria-modal="true" aria-label={t("slips.title")} tabIndex={-1}>
      <header className={css.bar}>
        <IconButton label={t("slips.leave")} onClick={leave}>
          <X size={18} strokeWidth={1.75} />
        </IconButton>
        <div className={css.words}>
          <h2 className={css.title}>{t("slips.title")}</h2>
          <p className={css.note}>{t("slips.note", { count: items.length })}</p>
        </div>
        {batches > 1 && (
          <div className={css.pager}>
            <IconButton label={t("slips.before")} disabled={batch === 0} onClick={() => setBatch(batch - 1)}>
              <ChevronLeft size={18} strokeWidth={1.75} />
            </IconButton>
            <span>{t("slips.batch", { from: batch * BATCH + 1, to: batch * BATCH + shown.length })}</span>
            <IconButton label={t("slips.after")} disabled={batch + 1 === batches} onClick={() => setBatch(batch + 1)}>
              <ChevronRight size={18} strokeWidth={1.75} />
            </IconButton>
          </div>
        )}
        <div className={css.acts}>
          <Button icon={<Download size={16} strokeWidth={1.75} />} onClick={save}>
            {t("slips.csv")}
          </Button>
          <Button kind="primary" icon={<Printer size={16} strokeWidth={1.75} />} onClick={print}>
            {t("slips.print")}
          </Button>
        </div>
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a long list of nothing but text must scroll by keys */}
      <section className={css.desk} tabIndex={0} aria-label={t("slips.preview")}>
        <ul className={css.sheet}>
          {shown.map((item) => (
            <Slip key={item.number} item={item} company={me.company_name} />
          ))}
        </ul>
      </section>
      {asking && (
        <ConfirmDialog
          title={t("slips.leave_title")}
          text={t("slips.leave_text")}
          action={t("slips.leave_anyway")}
          onConfirm={onClose}
          onClose={() => setAsking(false)}
        />
      )}
    </div>,
    document.body,
  );
}

/** The rest of the page is neither printed nor reached by keys; closing the tab asks while nothing is saved. */
function useOwnPage(unsaved: boolean): void {
  useEffect(() => {
    const root = document.getElementById("root");
    document.documentElement.dataset.print = "slips";
    root?.setAttribute("inert", "");
    return () => {
      delete document.documentElement.dataset.print;
      root?.removeAttribute("inert");
    };
  }, []);
  useEffect(() => {
    if (!unsaved) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, [unsaved]);
}
