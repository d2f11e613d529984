import { AlarmClock, Check, RotateCcw, Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMe, useProblemWords } from "../../platform/api";
import { momentOf, shortMoment } from "../../platform/when";
import { Button, Segmented, toast } from "../../ui";
import { LaterDialog } from "../messages/act";
import { acting } from "../messages/api/acting";
import type { LaterItem } from "../messages/model/acting";
import { dropLater } from "../messages/state/acts";
import { useServerNow } from "../messages/state/now";
import css from "./LaterPart.module.css";
import { KeptList } from "./lists/KeptList";
import { KeptRow } from "./lists/KeptRow";
import { useKept } from "./lists/useKept";

type State = "open" | "done";

/** What this person has kept for later: open or done, with notes and reminders. */
export function LaterPart() {
  const { t } = useTranslation("collected");
  const words = useProblemWords();
  const [state, setState] = useState<State>("open");
  const pages = useKept<LaterItem>(["later", state], (q) => acting.listLater({ ...q, state }));
  const [changing, setChanging] = useState<LaterItem | null>(null);

  const place = (item: LaterItem) => ({ conversation_id: item.conversation.id, seq: item.seq });
  const run = async (item: LaterItem, tell: () => Promise<unknown>, well: string, undo?: () => Promise<unknown>) => {
    pages.without(item);
    const failed = (error: unknown) => toast("error", words(error));
    try {
      await tell();
      toast("ok", well, undefined, undo && { label: t("undo"), run: () => void undo().then(pages.again, failed) });
    } catch (error) {
      failed(error);
    }
    pages.again();
  };
  const finish = (item: LaterItem, done: boolean) => {
    const tell = (on: boolean) => () => acting.finishLater(item.conversation.id, item.seq, on);
    void run(item, tell(done), t(done ? "later.finished" : "later.reopened"), tell(!done));
  };
  const drop = (item: LaterItem) => void run(item, () => dropLater(place(item)), t("later.dropped"));

  return (
    <>
      <div className={css.bar}>
        <Segmented<State>
          label={t("part.later")}
          value={state}
          onChange={setState}
          items={[
            { id: "open", label: t("later.open") },
            { id: "done", label: t("later.closed") },
          ]}
        />
      </div>
      <KeptList
        label={t("part.later")}
        pages={pages}
        empty={{ title: t(`later.empty_${state}`), text: t(`later.empty_${state}_text`) }}
      >
        {(item) => (
          <KeptRow
            item={item}
            quiet={item.done_at !== null}
            below={<About item={item} />}
            acts={
              item.done_at === null ? (
                <>
                  <Button kind="quiet" icon={<Check size={16} aria-hidden />} onClick={() => finish(item, true)}>
                    {t("later.finish")}
                  </Button>
                  {item.message?.recalled === null && (
                    <Button kind="quiet" icon={<AlarmClock size={16} aria-hidden />} onClick={() => setChanging(item)}>
                      {t("later.change")}
                    </Button>
                  )}
                  <Button kind="quiet" icon={<Trash2 size={16} aria-hidden />} onClick={() => drop(item)}>
                    {t("later.drop")}
                  </Button>
                </>
              ) : (
                <Button kind="quiet" icon={<RotateCcw size={16} aria-hidden />} onClick={() => finish(item, false)}>
                  {t("later.reopen")}
                </Button>
              )
            }
          />
        )}
      </KeptList>
      {changing !== null && (
        <LaterDialog
          messages={[place(changing)]}
          before={{ remind_at: changing.remind_at, note: changing.note }}
          onDone={pages.again}
          onClose={() => setChanging(null)}
        />
      )}
    </>
  );
}

/** The note, and when one is or was reminded. */
function About({ item }: { item: LaterItem }) {
  const { t } = useTranslation("collected");
  const { zone } = useMe().settings;
  const now = useServerNow(20_000);
  const { note, remind_at: at, done_at: done } = item;
  const due = at !== null && at <= now && done === null;
  return (
    <>
      {note !== "" && <p className={css.note}>{note}</p>}
      {done !== null && <p className={css.when}>{t("later.done_at", { time: shortMoment(zone, done, now) })}</p>}
      {at !== null && done === null && (
        <p className={css.when} data-due={due || undefined} title={momentOf(zone, at)}>
          <AlarmClock size={14} aria-hidden />
          {t(due ? "later.due" : "later.remind_at", { time: shortMoment(zone, at, now) })}
        </p>
      )}
    </>
  );
}
