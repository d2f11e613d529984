import { Copy, Printer } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Button, Dialog, toast } from "../../../ui";
import type { HandedOut } from "../api/admin";
import { copyText } from "../slips/copy";
import css from "./dialogs.module.css";

interface Props {
  out: HandedOut;
  onClose: () => void;
  onSlips: (items: HandedOut[]) => void;
}

/** An initial password, shown once: to be copied, sent as a link or printed. */
export function HandedOutView({ out, onClose, onSlips }: Props) {
  const { t } = useTranslation("admin");
  const copy = async (text: string, done: string) => {
    if (await copyText(text)) toast("ok", done);
    else toast("error", t("slips.copy_failed"));
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={t("handed.title", { name: out.name })}
      description={t("handed.text")}
      width={480}
      footer={
        <>
          <Button icon={<Printer size={16} strokeWidth={1.75} />} onClick={() => onSlips([out])}>
            {t("slips.print_single")}
          </Button>
          <Button kind="primary" onClick={onClose}>
            {t("handed.done")}
          </Button>
        </>
      }
    >
      <dl className={css.facts}>
        <dt>{t("column.number")}</dt>
        <dd>{out.number}</dd>
        <dt>{t("slips.password")}</dt>
        <dd className={css.secret}>{out.initial_password}</dd>
      </dl>
      <div className={css.copies}>
        <Button
          icon={<Copy size={16} strokeWidth={1.75} />}
          onClick={() => void copy(out.initial_password, t("slips.copied_password"))}
        >
          {t("slips.copy_password")}
        </Button>
        <Button
          icon={<Copy size={16} strokeWidth={1.75} />}
          onClick={() => void copy(out.link, t("slips.copied_link"))}
        >
          {t("slips.copy_link")}
        </Button>
      </div>
    </Dialog>
  );
}
