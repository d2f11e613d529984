import { useTranslation } from "react-i18next";
import { useMe } from "../../../platform/api";
import { Dialog, toast } from "../../../ui";
import type { Person } from "../model/types";
import { PeoplePicker } from "../people/PeoplePicker";
import { useSuggested } from "../people/suggested";
import { openDirect } from "../state/commands";

const nobody: ReadonlySet<string> = new Set();

interface Props {
  onClose(): void;
  onOpen(conversationId: string): void;
}

/** One click on a person opens the conversation. */
export function NewDirectDialog({ onClose, onOpen }: Props) {
  const { t } = useTranslation("messages");
  const me = useMe();
  const suggested = useSuggested().filter((p) => p.id !== me.account.id);
  const open = async (person: Person) => {
    try {
      onOpen((await openDirect(person.id)).id);
      onClose();
    } catch {
      toast("error", t("new.failed"));
    }
  };
  return (
    <Dialog open onClose={onClose} title={t("new.direct_title")} width={480}>
      <PeoplePicker chosen={null} without={nobody} suggested={suggested} onToggle={(person) => void open(person)} />
    </Dialog>
  );
}
