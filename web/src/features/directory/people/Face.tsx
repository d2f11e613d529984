import type { Person } from "../../../platform/api";
import { Avatar } from "../../../ui";
import { usePresence } from "../state/presence";

/** A person's disc with the freshest presence that was heard of. */
export function Face({ person, size }: { person: Person; size: number }) {
  const presence = usePresence(person);
  return <Avatar person={{ name: person.name, avatar_hue: person.avatar_hue, presence }} size={size} presence />;
}
