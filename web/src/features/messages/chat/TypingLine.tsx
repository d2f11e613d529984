import { useTranslation } from "react-i18next";
import type { Conversation } from "../model/types";
import { useSigns } from "../state/signs";
import styles from "./TypingLine.module.css";

const nobody: never[] = [];

/** Who is typing, in a line that is always there so that nothing moves. */
export function TypingLine({ conversation }: { conversation: Conversation }) {
  const { t } = useTranslation("messages");
  const typists = useSigns((s) => s.typists.get(conversation.id)) ?? nobody;
  const name = typists[0]?.name ?? "";
  const words =
    typists.length === 0
      ? ""
      : conversation.kind === "direct"
        ? t("chat.typing_peer")
        : typists.length === 1
          ? t("chat.typing_single", { name })
          : t("chat.typing_several", { name, n: typists.length });
  return (
    <div className={styles.line} aria-hidden={words === "" || undefined}>
      {words !== "" && (
        <>
          <span className={styles.dots} aria-hidden>
            <i />
            <i />
            <i />
          </span>
          {words}
        </>
      )}
    </div>
  );
}
