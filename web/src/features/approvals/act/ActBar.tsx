import { EllipsisVertical } from "lucide-react";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useProblemWords } from "../../../platform/api";
import { Button, Menu, type MenuItem, toast } from "../../../ui";
import { act } from "../api/approvals";
import type { Approval } from "../api/types";
import { ActDialog } from "./ActDialog";
import css from "./act.module.css";
import { type Deed, offered } from "./offered";

/** By these a turn is over. */
const TURN: readonly Deed[] = ["approve", "reject", "transfer", "return"];

/** They are at hand, and nobody waits for them. */
const QUIET: readonly Deed[] = ["urge", "end_early"];

interface Props {
  approval: Approval;
  /** What waits after this one, as the list stands before an act. */
  next: () => string | null;
  onNext: (id: string) => void;
}

/** Below an approval: what the reader may do, the decision first. */
export function ActBar({ approval: a, next, onNext }: Props) {
  const { t } = useTranslation("approvals");
  const words = useProblemWords();
  const [doing, setDoing] = useState<Deed | null>(null);
  const [busy, setBusy] = useState(false);
  const following = useRef<string | null>(null);
  const [task] = a.mine.tasks;
  const { main, more } = offered(a);
  const urge = async () => {
    setBusy(true);
    try {
      await act(a.id, { kind: "urge", version: a.version });
      toast("ok", t("urged"));
    } catch (error) {
      toast("error", words(error));
    }
    setBusy(false);
  };
  const begin = (deed: Deed) => {
    if (deed === "urge") return void urge();
    following.current = task !== undefined && TURN.includes(deed) ? next() : null;
    setDoing(deed);
  };
  const item = (deed: Deed): MenuItem => ({
    id: deed,
    label: t(`act.${deed}`),
    danger: deed === "withdraw",
    onSelect: () => begin(deed),
  });
  if (main.length === 0 && more.length === 0 && doing === null) return null; // an open window keeps what is typed
  return (
    <footer className={css.bar}>
      {task?.for && <p className={css.behalf}>{t("for_whom", { name: task.for.name })}</p>}
      {more.length > 0 && (
        <Menu
          side="top"
          trigger={
            <Button icon={<EllipsisVertical size={16} strokeWidth={1.75} aria-hidden />} className={css.more}>
              {t("more")}
            </Button>
          }
          groups={[more.map(item)]}
        />
      )}
      {main.map((deed, at) => (
        <Button
          key={deed}
          kind={at === main.length - 1 && !QUIET.includes(deed) ? "primary" : "plain"}
          busy={busy && deed === "urge"}
          className={css.main}
          onClick={() => begin(deed)}
        >
          {t(`act.${deed}`)}
        </Button>
      ))}
      {doing !== null && (
        <ActDialog
          approval={a}
          deed={doing}
          onClose={() => setDoing(null)}
          onDone={() => following.current !== null && onNext(following.current)}
        />
      )}
    </footer>
  );
}
