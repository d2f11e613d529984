import { Fragment } from "react";
import { useTranslation } from "react-i18next";
import { linked, textOf } from "../../model/text";
import type { TextContent } from "../../model/types";
import styles from "./RichText.module.css";

interface Props {
  content: TextContent;
  me: string;
}

/** Text nodes and links only: nothing of a message is ever read as markup. */
export function RichText({ content, me }: Props) {
  const { t } = useTranslation("messages");
  return (
    <>
      {content.nodes.map((node, at) => {
        // Nodes have no identity of their own; the content is replaced as a whole.
        const key = `${at}-${node.type}`;
        if (node.type === "text") return <Linked key={key} text={node.text} />;
        if (node.type !== "mention" && node.type !== "mention_all")
          return <Linked key={key} text={textOf(node, t("everyone"))} />;
        const mine = node.type === "mention_all" || node.account_id === me;
        return (
          <span key={key} className={mine ? styles.mentionMe : styles.mention}>
            @{node.type === "mention_all" ? t("everyone") : node.name}
          </span>
        );
      })}
    </>
  );
}

function Linked({ text }: { text: string }) {
  return (
    <>
      {linked(text).map((piece, at) => {
        const key = `${at}-${piece.type}`;
        if (piece.type === "text") return <Fragment key={key}>{piece.text}</Fragment>;
        return (
          <a key={key} className={styles.link} href={piece.href} target="_blank" rel="noopener noreferrer nofollow">
            {piece.text}
          </a>
        );
      })}
    </>
  );
}
