import { EllipsisVertical } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useProblemWords } from "../../../platform/api";
import { Button, Menu, type MenuItem, toast } from "../../../ui";
import { act } from "../api/approvals";
import type { Approval } from "../api/types";
import { ActDialog } from "./ActDialog";
import css from "./act.module.css";
import { type Deed, offered } from "./offered";

/** Below an approval: what the reader may do, the decision first. */
export function ActBar({ approval: a }: { approval: Approval }) {
  const { t } = useTranslation("approvals");
  const words = useProblemWords();
  const [doing, setDoing] = useState<Deed | null>(null);
  const [busy, setBusy] = useState(false);
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
  const begin = (deed: Deed) => (deed === "urge" ? void urge() : setDoing(deed));
  const item = (deed: Deed): MenuItem => ({
    id: deed,
    label: t(`act.${deed}`),
    danger: deed === "withdraw",
    onSelect: () => begin(deed),
  });
  if (main.length === 0 && more.length === 0) return null;
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
          kind={at === main.length - 1 ? "primary" : "plain"}
          busy={busy && deed === "urge"}
          className={css.main}
          onClick={() => begin(deed)}
        >
          {t(`act.${deed}`)}
        </Button>
      ))}
      {doing !== null && <ActDialog approval={a} deed={doing} onClose={() => setDoing(null)} />}
    </footer>
  );
}
