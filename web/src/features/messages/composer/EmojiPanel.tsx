import { type KeyboardEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { commonEmoji, EMOJI, type Emoji, searchEmoji } from "../model/emoji";
import styles from "./EmojiPanel.module.css";

interface Props {
  recent: string[];
  onChoose(char: string): void;
}

const COLUMNS = 8;

/** A curated set that needs no download; names are searched in Chinese and English. */
export default function EmojiPanel({ recent, onChoose }: Props) {
  const { t } = useTranslation("messages");
  const [query, setQuery] = useState("");
  const grid = useRef<HTMLDivElement>(null);
  const found = searchEmoji(query);
  return (
    <div className={styles.panel}>
      <input
        className={styles.search}
        value={query}
        onChange={(event) => setQuery(event.target.value)}
        placeholder={t("emoji.search")}
        aria-label={t("emoji.search")}
        // biome-ignore lint/a11y/noAutofocus: the panel was opened to find something
        autoFocus
        onKeyDown={(event) => {
          if (event.key !== "ArrowDown") return;
          event.preventDefault();
          grid.current?.querySelector<HTMLElement>("button")?.focus();
        }}
      />
      {/* biome-ignore lint/a11y/noStaticElementInteractions: arrow keys between the buttons inside */}
      <div ref={grid} className={styles.scroll} onKeyDown={(event) => step(event, grid.current)}>
        {query.trim() === "" ? (
          <>
            <Group title={t("emoji.common")} items={commonEmoji(recent)} onChoose={onChoose} />
            {EMOJI.map((group) => (
              <Group key={group.key} title={t(`emoji.${group.key}`)} items={group.items} onChoose={onChoose} />
            ))}
          </>
        ) : found.length > 0 ? (
          <Group title={null} items={found} onChoose={onChoose} />
        ) : (
          <p className={styles.none}>{t("emoji.none")}</p>
        )}
      </div>
    </div>
  );
}

interface GroupProps {
  title: string | null;
  items: Emoji[];
  onChoose(char: string): void;
}

function Group({ title, items, onChoose }: GroupProps) {
  return (
    <section>
      {title !== null && <h3 className={styles.title}>{title}</h3>}
      <div className={styles.grid}>
        {items.map((item) => (
          <button
            key={item.char}
            type="button"
            className={styles.emoji}
            aria-label={item.names}
            title={item.names.split(" ")[0]}
            onClick={() => onChoose(item.char)}
          >
            {item.char}
          </button>
        ))}
      </div>
    </section>
  );
}

function step(event: KeyboardEvent, root: HTMLElement | null): void {
  const by = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: COLUMNS, ArrowUp: -COLUMNS }[event.key];
  if (by === undefined || root === null) return;
  const buttons = [...root.querySelectorAll<HTMLElement>("button")];
  const next = buttons[buttons.indexOf(event.target as HTMLElement) + by];
  if (next === undefined) return;
  event.preventDefault();
  next.focus();
}
