import { useTranslation } from "react-i18next";
import { Button, Dialog } from "../../../ui";

/** Asks before what is not published is lost. */
export function LeaveDialog({ onStay, onLeave }: { onStay: () => void; onLeave: () => void }) {
  const { t } = useTranslation("approval-designer");
  return (
    <Dialog
      open
      onClose={onStay}
      width={420}
      title={t("leave.title")}
      description={t("leave.text")}
      footer={
        <>
          <Button onClick={onStay}>{t("leave.stay")}</Button>
          <Button kind="danger" onClick={onLeave}>
            {t("leave.go")}
          </Button>
        </>
      }
    />
  );
}
