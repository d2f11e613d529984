import { MessageCircle, NotebookPen } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type PersonCard, useMe, useProblemWords } from "../../../platform/api";
import { Button, toast } from "../../../ui";
import { directory } from "../api/directory";
import css from "./Card.module.css";

/** Opens the conversation with this person; with oneself it is the place for notes. */
export function MessageButton({ card, onConversation }: { card: PersonCard; onConversation: (id: string) => void }) {
  const { t } = useTranslation("directory");
  const words = useProblemWords();
  const me = useMe();
  const [busy, setBusy] = useState(false);
  const own = me.account.id === card.id;
  if (!own && !card.abilities.includes("message.direct")) return null;
  const open = async () => {
    setBusy(true);
    try {
      onConversation((await directory.openDirect(card.id)).id);
    } catch (error) {
      toast("error", t("card.message_failed"), words(error));
    } finally {
      setBusy(false);
    }
  };
  const Icon = own ? NotebookPen : MessageCircle;
  return (
    <Button
      kind="primary"
      className={css.message}
      icon={<Icon size={16} strokeWidth={1.75} aria-hidden />}
      busy={busy}
      onClick={() => void open()}
    >
      {own ? t("card.notes") : t("card.message")}
    </Button>
  );
}
