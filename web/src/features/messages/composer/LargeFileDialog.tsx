import { useTranslation } from "react-i18next";
import { call, type List, type ProblemRule, useMe } from "../../../platform/api";
import { useQuery } from "../../../platform/queries";
import { KEPT_SIZE } from "../../../platform/uploads";
import { Button, Dialog } from "../../../ui";
import { RuleStop } from "../../rules/clause/RuleStop";
import { sizeWords } from "../model/files";
import styles from "./LargeFileDialog.module.css";

interface Props {
  files: readonly File[];
  onShare(): void;
  onClose(): void;
}

const RULE = "files.message_size";

/** A file is too large for a message: which clause says so, and the one way that is open. */
export function LargeFileDialog({ files, onShare, onClose }: Props) {
  const { t } = useTranslation("chat-write");
  const limit = Number(useMe().rules[RULE] ?? KEPT_SIZE);
  const rules = useQuery({
    queryKey: ["rules"],
    queryFn: ({ signal }) => call<List<ProblemRule>>("GET", "/rules", { signal }),
  });
  const rule = rules.data?.items.find((one) => one.id === RULE);
  const names = files.map((file) => t("large.file", { name: file.name, size: sizeWords(file.size) }));
  const sentence = t("large.sentence", { names: names.join(t("large.separator")), limit: sizeWords(limit) });
  return (
    <Dialog
      open
      onClose={onClose}
      title={t("large.title")}
      footer={
        <>
          <Button onClick={onClose}>{t("large.cancel")}</Button>
          <Button kind="primary" onClick={onShare}>
            {t("large.share")}
          </Button>
        </>
      }
    >
      {rule === undefined ? <p>{sentence}</p> : <RuleStop sentence={sentence} rule={rule} onGo={onClose} />}
      <p className={styles.way}>{t("large.way")}</p>
    </Dialog>
  );
}
