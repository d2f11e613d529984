import { ArrowDown } from "lucide-react";
import { type KeyboardEvent, useEffect, useLayoutEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { VList, type VListHandle } from "virtua";
import type { Row } from "../model/rows";
import { type FirstNew, FirstUnread } from "./history/FirstUnread";
import { dividerAbove, endsWithNewPending, isPrepended, rowIndexOf, seqOfRow } from "./listMath";
import styles from "./MessageList.module.css";
import { MessageRow } from "./MessageRow";
import { PendingRow } from "./PendingRow";
import { DayRow, NewRow, RecalledRow, RepliesRow, StartRow, SystemRow } from "./PlainRows";

export interface Target {
  seq: number;
  /** A new number asks again for the same message. */
  ask: number;
  /** A day is read from its beginning, a single message is seen with what stands around it. */
  align?: "center" | "start";
}

interface Props {
  rows: Row[];
  offline: boolean;
  joined: boolean;
  /** Where to stand: the message that was asked for, else the divider, else the end. */
  target: Target | null;
  newCount: number;
  /** The oldest message that was new when the conversation was opened; null when none was. */
  firstNew?: FirstNew | null;
  onFirstNew?(seq: number): void;
  following: boolean;
  loadingOlder: boolean;
  onOlder(): void;
  onNewer(): void;
  onNewest(): void;
  onSeen(seq: number, atEnd: boolean): void;
}

const NEAR_PX = 600;
const END_PX = 48;
/** Drawn ahead on both sides: little while a conversation opens, then enough for a fast wheel. */
const FIRST_BUFFER_PX = 200;
const BUFFER_PX = 1200;
const OPENED_MS = 200;

/** The virtual list of one conversation. It is mounted anew for every conversation. */
export function MessageList(props: Props) {
  const { rows, target, following, onOlder, onNewer, onSeen } = props;
  const { t } = useTranslation("messages");
  const list = useRef<VListHandle>(null);
  const shown = useRef<{ rows: Row[]; first: boolean }>({ rows: [], first: true });
  const atEnd = useRef(true);
  // The newest messages were asked for and are not here yet.
  const awaited = useRef(false);
  const [away, setAway] = useState(false);
  const [marked, setMarked] = useState<number | null>(null);
  const firstNew = props.firstNew ?? null;
  // Once seen, the divider is not offered again.
  const [above, setAbove] = useState<"unknown" | "above" | "seen">("unknown");

  const [buffer, setBuffer] = useState(FIRST_BUFFER_PX);
  useEffect(() => {
    const timer = window.setTimeout(() => setBuffer(BUFFER_PX), OPENED_MS);
    return () => window.clearTimeout(timer);
  }, []);

  const prepended = isPrepended(shown.current.rows, rows);
  const asked = useRef<number>(-1);

  // Where to stand is decided once when the rows first arrive, and then only by what is asked for.
  useLayoutEffect(() => {
    const handle = list.current;
    if (handle === null || rows.length === 0) return;
    const before = shown.current;
    shown.current = { rows, first: false };
    if (target !== null && target.ask !== asked.current) {
      const index = rowIndexOf(rows, target.seq);
      if (index < 0) return;
      asked.current = target.ask;
      atEnd.current = false;
      if (target.align === "start") handle.scrollToIndex(rows[index - 1]?.type === "day" ? index - 1 : index);
      else {
        handle.scrollToIndex(index, { align: "center" });
        setMarked(target.seq);
      }
      return;
    }
    if (before.first) {
      const divider = rows.findIndex((row) => row.type === "new");
      if (divider >= 0) handle.scrollToIndex(divider, { align: "start", offset: -48 });
      else handle.scrollToIndex(rows.length - 1, { align: "end" });
      return;
    }
    const said = endsWithNewPending(before.rows, rows) || (awaited.current && following);
    if ((atEnd.current || said) && !prepended && rows !== before.rows) {
      awaited.current = false;
      handle.scrollToIndex(rows.length - 1, { align: "end" });
    }
  }, [rows, target, prepended, following]);

  const look = () => {
    const handle = list.current;
    if (handle === null || rows.length === 0) return;
    const bottom = handle.scrollOffset + handle.viewportSize;
    const left = handle.scrollSize - bottom;
    atEnd.current = left <= END_PX && following;
    setAway(left > 320 || !following);
    if (firstNew !== null && above !== "seen") {
      setAbove(dividerAbove(rows, handle.findItemIndex(handle.scrollOffset), firstNew.seq) ? "above" : "seen");
    }
    if (handle.scrollOffset < NEAR_PX) onOlder();
    if (left < NEAR_PX && !following) onNewer();
    const seq = seqOfRow(rows, handle.findItemIndex(bottom - 8));
    if (seq !== null) onSeen(seq, atEnd.current);
  };

  // A list that is shorter than its window never scrolls, so it looks for itself as well.
  const lookNow = useRef(look);
  lookNow.current = look;
  useLayoutEffect(() => {
    if (rows.length === 0) return;
    let frame = 0;
    // The list measures itself a moment after it is drawn; until then it does not know its window.
    const lookWhenMeasured = (left: number) => {
      frame = requestAnimationFrame(() => {
        if ((list.current?.viewportSize ?? 0) > 0) lookNow.current();
        else if (left > 0) lookWhenMeasured(left - 1);
      });
    };
    lookWhenMeasured(20);
    return () => cancelAnimationFrame(frame);
  }, [rows]);

  const toNewest = () => {
    if (!following) {
      awaited.current = true;
      props.onNewest();
      return;
    }
    atEnd.current = true;
    list.current?.scrollToIndex(rows.length - 1, { align: "end" });
  };

  return (
    <div className={styles.frame}>
      <VList
        ref={list}
        className={styles.list}
        shift={prepended}
        bufferSize={buffer}
        data={rows}
        onScroll={look}
        onResize={() => atEnd.current && list.current?.scrollToIndex(rows.length - 1, { align: "end" })}
        role="list"
        aria-label={t("chat.log")}
        tabIndex={0}
        onKeyDown={(event) => walk(event, list.current, rows)}
      >
        {(row: Row) => (
          // biome-ignore lint/a11y/useSemanticElements: the virtual list puts a div around every row
          <div key={row.key} role="listitem" className={styles.item}>
            {renderRow(row, marked, props)}
          </div>
        )}
      </VList>
      {props.loadingOlder && <div className={styles.loading} aria-hidden />}
      {above === "above" && firstNew !== null && (
        <FirstUnread count={firstNew.count} onClick={() => props.onFirstNew?.(firstNew.seq)} />
      )}
      {away && (
        <button
          type="button"
          className={styles.newest}
          onClick={toNewest}
          aria-label={props.newCount > 0 ? t("chat.newest_n", { n: props.newCount }) : t("chat.newest")}
        >
          <ArrowDown size={20} aria-hidden />
          {props.newCount > 0 && <span className={styles.count}>{props.newCount > 99 ? "99+" : props.newCount}</span>}
        </button>
      )}
    </div>
  );
}

function renderRow(row: Row, marked: number | null, props: Props) {
  switch (row.type) {
    case "start":
      return <StartRow joined={props.joined} />;
    case "day":
      return <DayRow at={row.at} />;
    case "new":
      return <NewRow />;
    case "replies":
      return <RepliesRow count={row.count} />;
    case "system":
      return <SystemRow message={row.message} />;
    case "recalled":
      return <RecalledRow message={row.message} mine={row.mine} />;
    case "message":
      return <MessageRow row={row} marked={marked === row.message.seq} />;
    case "pending":
      return <PendingRow row={row} offline={props.offline} />;
  }
}

/** Arrow keys walk from bubble to bubble; rows that are not yet drawn are scrolled to first. */
function walk(event: KeyboardEvent<HTMLElement>, handle: VListHandle | null, rows: Row[]): void {
  if (handle === null || (event.key !== "ArrowUp" && event.key !== "ArrowDown")) return;
  const root = event.currentTarget;
  const from = (event.target as HTMLElement).closest<HTMLElement>("[data-seq]");
  if (from === null && event.target !== root) return;
  const step = event.key === "ArrowUp" ? -1 : 1;
  let index = from === null ? rows.length : rowIndexOf(rows, Number(from.dataset.seq));
  if (from === null && step > 0) return;
  do index += step;
  while (rows[index] !== undefined && rows[index]?.type !== "message");
  const row = rows[index];
  if (row?.type !== "message") return;
  event.preventDefault();
  handle.scrollToIndex(index, { align: "nearest" });
  requestAnimationFrame(() =>
    root.querySelector<HTMLElement>(`[data-seq="${row.message.seq}"] [data-message]`)?.focus({ preventScroll: true }),
  );
}
