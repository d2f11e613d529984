import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button, Dialog } from "../../../ui";

interface Props {
  template: { key: string; version: number } | null;
  onPublish: () => Promise<void>;
  onClose: () => void;
}

/** Says what publishing does before it is done: what is open goes on by its own version. */
export function PublishDialog({ template, onPublish, onClose }: Props) {
  const { t } = useTranslation("approval-designer");
  const [busy, setBusy] = useState(false);
  return (
    <Dialog
      open
      onClose={onClose}
      width={440}
      title={template === null ? t("publish.title") : t("publish.title_version", { n: template.version + 1 })}
      description={t(template === null ? "publish.text" : "publish.text_version")}
      footer={
        <>
          <Button onClick={onClose}>{t("cancel")}</Button>
          <Button
            kind="primary"
            busy={busy}
            onClick={() => {
              setBusy(true);
              void onPublish().finally(() => setBusy(false));
            }}
          >
            {t("publish.do")}
          </Button>
        </>
      }
    />
  );
}
