import type { Content as AnyContent, Message } from "../../model/types";
import { RichText } from "./RichText";

interface Props {
  message: Message;
  me: string;
}

/** What a message carries, by its kind; needs no chat pane around it. */
export function Content({ message, me }: Props) {
  const { content } = message;
  return content === null ? null : <Carried content={content} me={me} />;
}

function Carried({ content, me }: { content: AnyContent; me: string }) {
  switch (content.type) {
    case "text":
      return <RichText content={content} me={me} />;
    default:
      return null;
  }
}
