import { useTranslation } from "react-i18next";
import { useProblemWords } from "../../../platform/api";
import { Button, Dialog, Notice, toast } from "../../../ui";
import type { Approval } from "../api/types";
import { ActFields } from "./ActFields";
import css from "./act.module.css";
import { Changed } from "./Changed";
import { ChooseAgain } from "./ChooseAgain";
import { ConfirmFields } from "./ConfirmFields";
import { EndNotice } from "./EndNotice";
import { OpinionField } from "./OpinionField";
import type { Deed } from "./offered";
import { NotSigned } from "./passkey";
import { StrokeField } from "./StrokeField";
import { useDeed } from "./useDeed";
import { WriteFields } from "./WriteFields";

interface Props {
  approval: Approval;
  deed: Deed;
  onClose: () => void;
  /** It was accepted; the window closes after that. */
  onDone?: () => void;
}

/** The window of one act: whom it is about, what is said, and how it is confirmed. */
export function ActDialog({ approval, deed, onClose, onDone }: Props) {
  const { t } = useTranslation(["approvals", "ui"]);
  const words = useProblemWords();
  const d = useDeed(approval, deed, () => {
    toast("ok", t(`done.${deed}`));
    onClose();
    onDone?.();
  });
  const a = d.seen;
  const needsWords = deed === "reject" || deed === "return";
  const said = d.error instanceof NotSigned ? t("confirm.not_signed") : d.error === null ? "" : words(d.error);
  return (
    <Dialog
      open
      onClose={onClose}
      title={t(`act.${deed}`)}
      description={a.title}
      width={deed === "resubmit" || d.writes.length > 0 ? 720 : 480}
      footer={
        <>
          <Button onClick={onClose}>{t("ui:cancel")}</Button>
          <Button
            kind={deed === "reject" || deed === "withdraw" ? "danger" : "primary"}
            busy={d.busy}
            disabled={d.missing}
            type="submit"
            form="approval-act"
          >
            {t(`go.${deed}`)}
          </Button>
        </>
      }
    >
      <form
        id="approval-act"
        className={css.dialog}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (!d.busy && !d.missing) void d.send();
        }}
      >
        {deed === "end_early" && <EndNotice approval={a} />}
        <Changed d={d} />
        {deed === "withdraw" && <Notice tone="warn">{t("withdraw.text")}</Notice>}
        <ActFields approval={a} deed={deed} d={d} />
        {d.writes.length > 0 && <WriteFields approval={a} d={d} />}
        {deed === "resubmit" && <ChooseAgain approval={a} d={d} />}
        {deed !== "cc" && (
          <OpinionField
            label={t(needsWords ? "opinion.needed" : deed === "approve" ? "opinion" : "opinion.may")}
            value={d.text}
            deed={deed}
            onChange={d.setText}
          />
        )}
        {d.decides && d.task?.stroke && <StrokeField file={d.stroke} onChange={d.setStroke} />}
        <ConfirmFields how={d.how} />
        {said !== "" && d.news === null && <Notice tone="danger">{said}</Notice>}
      </form>
    </Dialog>
  );
}
