import { List } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button, Dialog } from "../../../ui";
import type { Entry } from "../model/tree";
import { Contents } from "./Contents";

/** On a phone the contents come from below, and go when one has chosen. */
export function ContentsSheet(props: { entries: readonly Entry[]; here: string | null; onGo: (id: string) => void }) {
  const { t } = useTranslation("regulations");
  const [open, setOpen] = useState(false);
  const go = (id: string) => {
    setOpen(false);
    // The sheet gives the focus back when it has gone; the clause takes it after that.
    requestAnimationFrame(() => props.onGo(id));
  };
  return (
    <>
      <Button icon={<List size={16} strokeWidth={1.75} aria-hidden />} onClick={() => setOpen(true)}>
        {t("reader.contents")}
      </Button>
      {open && (
        <Dialog open onClose={() => setOpen(false)} title={t("reader.contents")}>
          <Contents {...props} onGo={go} />
        </Dialog>
      )}
    </>
  );
}
