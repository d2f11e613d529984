import { memo, useRef, useState } from "react";
import { Toolbar } from "../act";
import type { Row } from "../model/rows";
import { useSelection } from "../state/selection";
import { useChat } from "./actions";
import { Content } from "./content/Content";
import styles from "./MessageRow.module.css";
import { Bubble } from "./row/Bubble";
import { Edited } from "./row/Edited";
import { Foot } from "./row/Foot";
import { Head } from "./row/Head";
import { Marks } from "./row/Marks";
import { Quote } from "./row/Quote";
import { SelectTick } from "./row/SelectTick";
import { SwipedLine } from "./row/SwipedLine";
import { SenderAvatar } from "./SenderAvatar";

interface Props {
  row: Extract<Row, { type: "message" }>;
  marked: boolean;
}

/** One message with what belongs to it. The toolbar exists only while it can be seen. */
export const MessageRow = memo(function MessageRow({ row, marked }: Props) {
  const { message, mine, first } = row;
  const { me, inThread } = useChat();
  const selecting = useSelection((s) => s.id === message.conversation_id) && !inThread;
  const bubble = useRef<HTMLDivElement>(null);
  const [near, setNear] = useState(false);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the pointer only shows a toolbar here
    <div
      className={styles.row}
      data-mine={mine || undefined}
      data-first={first || undefined}
      data-seq={message.seq}
      data-selecting={selecting || undefined}
      onPointerEnter={(e) => e.pointerType === "mouse" && setNear(true)}
      onPointerLeave={() => setNear(false)}
      onFocus={(e) => e.target.matches(":focus-visible") && setNear(true)}
      onBlur={(e) => !e.currentTarget.contains(e.relatedTarget) && setNear(false)}
    >
      {selecting && <SelectTick message={message} />}
      <div className={styles.gutter}>{first && <SenderAvatar message={message} />}</div>
      <div className={styles.body}>
        {first && <Head message={message} mine={mine} />}
        <SwipedLine message={message}>
          <Bubble message={message} marked={marked} bubble={bubble}>
            <Quote message={message} />
            <Content message={message} me={me} />
            {message.edit_count > 0 && <Edited message={message} />}
          </Bubble>
          <Marks message={message} />
          {near && !selecting && <Toolbar message={message} bubble={bubble} />}
        </SwipedLine>
        <Foot message={message} reads={row.reads} />
      </div>
    </div>
  );
});
