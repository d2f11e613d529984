import { NotebookPen } from "lucide-react";
import { GroupAvatar } from "../../../ui";
import type { Conversation } from "../model/types";
import styles from "./ConversationAvatar.module.css";
import { PersonAvatar } from "./PersonAvatar";

export function ConversationAvatar({ conversation: c, size = 40 }: { conversation: Conversation; size?: number }) {
  if (c.kind === "group") return <GroupAvatar id={c.id} size={size} />;
  if (c.kind === "direct" && c.peer !== null) return <PersonAvatar person={c.peer} size={size} presence />;
  return (
    <span className={styles.self} style={{ width: size, height: size }} aria-hidden>
      <NotebookPen size={Math.round(size * 0.48)} strokeWidth={1.75} />
    </span>
  );
}
