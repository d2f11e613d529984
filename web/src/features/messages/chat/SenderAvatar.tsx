import { useEffect } from "react";
import { useMe } from "../../../platform/api";
import type { Message } from "../model/types";
import { askFor } from "../state/people";
import { PersonAvatar } from "../words/PersonAvatar";
import { useChat } from "./actions";

export function SenderAvatar({ message }: { message: Message }) {
  const { personOf } = useChat();
  const id = message.sender_id ?? "";
  const person = personOf(id);
  useEffect(() => {
    if (person === undefined && id !== "") askFor(id);
  }, [person, id]);
  return <PersonAvatar person={person ?? { id, name: message.sender_name, avatar_hue: 0 }} size={36} />;
}

export function OwnAvatar() {
  return <PersonAvatar person={useMe().account} size={36} />;
}
