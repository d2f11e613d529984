import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { Entry } from "../model/tree";
import css from "./Contents.module.css";

interface Props {
  entries: readonly Entry[];
  /** What is being read. */
  here: string | null;
  onGo: (id: string) => void;
}

/** The table of contents. What lies in a chapter is shown while that chapter is read. */
export function Contents({ entries, here, onGo }: Props) {
  const { t } = useTranslation("regulations");
  const list = useRef<HTMLElement>(null);
  const root = entries.find((e) => e.id === here)?.root;
  useEffect(() => {
    list.current?.querySelector(`[data-entry="${here}"]`)?.scrollIntoView({ block: "nearest" });
  }, [here]);
  return (
    <nav ref={list} className={css.contents} aria-label={t("reader.contents")}>
      <ul>
        {entries
          .filter((e) => e.depth === 0 || e.root === root)
          .map((e) => (
            <li key={e.id}>
              <button
                type="button"
                className={css.entry}
                data-entry={e.id}
                style={{ "--deep": Math.min(e.depth, 3) } as React.CSSProperties}
                aria-current={e.id === here ? "location" : undefined}
                onClick={() => onGo(e.id)}
              >
                {e.label}
              </button>
            </li>
          ))}
      </ul>
    </nav>
  );
}
