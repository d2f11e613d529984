import { useNavigate } from "@tanstack/react-router";
import { ChevronLeft, Redo2, Undo2 } from "lucide-react";
import { useEffect, useEffectEvent } from "react";
import { useTranslation } from "react-i18next";
import { Button, IconButton, Tag } from "../../../ui";
import { useWordsIn } from "../fields";
import css from "./designer.module.css";
import type { Design } from "./useDesign";

interface Props {
  design: Design;
  template: { key: string; version: number } | null;
  faults: number;
  onPublish: () => void;
}

/** What is designed, the way back, and the way out into the world. */
export function DesignerHeader({ design, template, faults, onPublish }: Props) {
  const { t } = useTranslation("approval-designer");
  const said = useWordsIn();
  const navigate = useNavigate();
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "z") return;
    // In a text the keys belong to the text.
    if (event.target instanceof HTMLElement && event.target.closest("input, textarea, [contenteditable]")) return;
    event.preventDefault();
    (event.shiftKey ? design.redo : design.undo)?.();
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => onKey(event);
    window.addEventListener("keydown", listen);
    return () => window.removeEventListener("keydown", listen);
  }, []);
  return (
    <header className={css.header}>
      <IconButton label={t("page.back")} onClick={() => void navigate({ to: "/admin/approval-templates" })}>
        <ChevronLeft size={20} strokeWidth={1.75} aria-hidden />
      </IconButton>
      <h2 className={css.title}>{said(design.now.name) || t("basics.nameless")}</h2>
      {template !== null && <Tag>{t("list.version", { n: template.version })}</Tag>}
      {design.changed && <Tag tone="warn">{t("page.changed")}</Tag>}
      <span className={css.room} />
      <IconButton label={t("page.undo")} disabled={design.undo === null} onClick={() => design.undo?.()}>
        <Undo2 size={18} strokeWidth={1.75} aria-hidden />
      </IconButton>
      <IconButton label={t("page.redo")} disabled={design.redo === null} onClick={() => design.redo?.()}>
        <Redo2 size={18} strokeWidth={1.75} aria-hidden />
      </IconButton>
      <span className={css.faults} role="status">
        {faults > 0 ? t("page.faults", { n: faults }) : ""}
      </span>
      <Button kind="primary" disabled={!design.changed} onClick={onPublish}>
        {t(template === null ? "publish.first" : "publish.again")}
      </Button>
    </header>
  );
}
