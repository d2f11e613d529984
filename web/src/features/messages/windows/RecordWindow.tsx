import { type ReactNode, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useMe } from "../../../platform/api";
import { dayOf, momentOf } from "../../../platform/when";
import { Dialog, hueOf } from "../../../ui";
import { Carried } from "../chat/content/Content";
import type { Place } from "../model/links";
import { pictureKey, picturesIn } from "../model/pictures";
import { isBare } from "../model/rich";
import type { RecordContent, RecordItem } from "../model/types";
import { PersonAvatar } from "../words/PersonAvatar";
import { recordTitle } from "../words/record";
import styles from "./RecordWindow.module.css";
import { openWindow } from "./store";

interface Props {
  place: Place;
  content: RecordContent;
  onClose(): void;
  children?: ReactNode;
}

/** All messages of a forwarded record, as they were said. */
export function RecordWindow({ place, content, onClose, children }: Props) {
  const { t } = useTranslation("chat-show");
  const pictures = useMemo(() => picturesIn(content, place), [content, place]);
  const [first] = content.items;
  const last = content.items[content.items.length - 1];
  const { zone } = useMe().settings;
  const days = [first, last].flatMap((item) => (item === undefined ? [] : [dayOf(zone, item.at)]));
  return (
    <Dialog
      open
      onClose={onClose}
      title={recordTitle(content, t)}
      description={[...new Set(days)].join(" – ")}
      width={600}
    >
      <ol className={styles.items}>
        {content.items.map((item, at) => {
          const key = `${at}-${item.at}`;
          const open = (file: { id: string }) =>
            openWindow({ kind: "pictures", start: pictureKey(at, file), conversationId: null, pictures });
          return <Item key={key} item={item} place={place} onPicture={open} />;
        })}
      </ol>
      {children}
    </Dialog>
  );
}

function Item({ item, place, onPicture }: { item: RecordItem; place: Place; onPicture(file: { id: string }): void }) {
  const me = useMe();
  const { sender_name: name } = item;
  return (
    <li className={styles.item}>
      <PersonAvatar person={{ id: name, name, avatar_hue: hueOf(name) }} size={32} />
      <div className={styles.body}>
        <div className={styles.head}>
          <span>{name}</span>
          <time>{momentOf(me.settings.zone, item.at)}</time>
        </div>
        <div className={styles.said} data-bare={isBare(item.content) || undefined}>
          <Carried content={item.content} me={me.account.id} place={place} hearing="copy" onPicture={onPicture} />
        </div>
      </div>
    </li>
  );
}
