import { useTranslation } from "react-i18next";
import { Button, ErrorState } from "../../../ui";
import type { Import } from "../api/imports";
import { useCodeWords } from "./words";

/** Nothing was changed; what to do is in the sentence of the code. */
export function FailedState({ one, onAgain }: { one: Import; onAgain: () => void }) {
  const { t } = useTranslation("admin");
  const words = useCodeWords();
  return (
    <ErrorState
      title={t("import.failed")}
      text={words({ code: one.error_code ?? "internal", params: one.params ?? {} })}
      action={
        <Button kind="primary" onClick={onAgain}>
          {t("import.again")}
        </Button>
      }
    />
  );
}
