import { Avatar } from "../../../ui";
import type { Person, Presence } from "../model/types";
import { useSigns } from "../state/signs";

interface Props {
  person: Pick<Person, "id" | "name" | "avatar_hue"> & { presence?: Presence };
  size: number;
  presence?: boolean;
}

/** A face with the freshest presence that was heard of. */
export function PersonAvatar({ person, size, presence = false }: Props) {
  const heard = useSigns((s) => (presence ? s.presence.get(person.id) : undefined));
  const state = heard ?? person.presence;
  const shown = {
    name: person.name,
    avatar_hue: person.avatar_hue,
    ...(state === undefined ? {} : { presence: state }),
  };
  return <Avatar person={shown} size={size} presence={presence} />;
}
