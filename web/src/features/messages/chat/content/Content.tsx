import { Forward } from "lucide-react";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { needWords } from "../../../../platform/i18n";
import { late } from "../../../../ui";
import type { Place } from "../../model/links";
import { pictureKey } from "../../model/pictures";
import { firstAddress } from "../../model/rich";
import type { FileRef, Message, RecordItem, TextContent } from "../../model/types";
import { openWindow } from "../../windows/store";
import styles from "./Content.module.css";
import { Files } from "./Files";
import { LinkCard } from "./LinkCard";
import { RecordCard } from "./RecordCard";
import { RichText } from "./RichText";
import { type Hearing, VoiceBubble } from "./VoiceBubble";

const ApprovalCard = late(
  async () => {
    await Promise.all([needWords("approvals"), needWords("approval-form"), needWords("chat-show")]);
    return (await import("../../../approvals/card/ApprovalCard")).ApprovalCard;
  },
  <div className={styles.coming} />,
);

interface Props {
  message: Message;
  me: string;
}

/** What a message carries, by its kind; needs no chat pane around it. */
export function Content({ message, me }: Props) {
  const { conversation_id, seq, content } = message;
  const place = useMemo<Place>(() => ({ kind: "message", conversation_id, seq }), [conversation_id, seq]);
  if (content === null || content.type === "system") return null;
  const open = (file: FileRef) =>
    openWindow({ kind: "pictures", start: pictureKey(seq, file), conversationId: conversation_id, pictures: [] });
  return (
    <Carried
      content={content}
      me={me}
      place={place}
      hearing={message.sender_id === me ? "mine" : "theirs"}
      onPicture={open}
    />
  );
}

interface CarriedProps {
  content: RecordItem["content"];
  me: string;
  /** Where its files may be read. */
  place: Place;
  /** Whose voice it is; within a record a copy, which is not marked as heard. */
  hearing: Hearing;
  onPicture(file: FileRef): void;
}

/** The content of a message or of a copy of one. */
export function Carried({ content, me, place, hearing, onPicture }: CarriedProps) {
  switch (content.type) {
    case "text":
      return <TextAndFiles content={content} me={me} place={place} onPicture={onPicture} />;
    case "voice":
      return <VoiceBubble content={content} place={place} hearing={hearing} />;
    case "record":
      return <RecordCard content={content} place={place} />;
    case "card":
      return <ApprovalCard id={content.id} title={content.title} />;
    default:
      return null; // a newer server's kind
  }
}

function TextAndFiles({
  content,
  me,
  place,
  onPicture,
}: Omit<CarriedProps, "content" | "hearing"> & { content: TextContent }) {
  const files = content.files ?? [];
  const address = useMemo(() => firstAddress(content.nodes), [content]);
  return (
    <>
      {content.forwarded && <Forwarded />}
      <RichText content={content} me={me} />
      {address !== null && <LinkCard url={address} />}
      {files.length > 0 && <Files files={files} place={place} below={content.nodes.length > 0} onPicture={onPicture} />}
    </>
  );
}

/** Says that somebody else may have said it first. */
function Forwarded() {
  const { t } = useTranslation("chat-show");
  return (
    <span className={styles.forwarded}>
      <Forward size={14} strokeWidth={1.75} aria-hidden />
      {t("forwarded")}
    </span>
  );
}
