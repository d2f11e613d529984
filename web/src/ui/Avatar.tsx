import { UsersRound } from "lucide-react";
import css from "./Avatar.module.css";

export interface AvatarPerson {
  name: string;
  avatar_hue: number;
  presence?: { state: string };
}

const presenceDots: Record<string, string | undefined> = {
  online: css.online,
  away: css.away,
  busy: css.busy,
  dnd: css.busy,
  meeting: css.busy,
  leave: css.away,
};

/** A person: a coloured disc with the last characters of the name. */
export function Avatar({ person, size = 40, presence }: { person: AvatarPerson; size?: number; presence?: boolean }) {
  const letters = lastCharacters(person.name, size < 28 ? 1 : 2);
  const dot = presence ? presenceDots[person.presence?.state ?? ""] : undefined;
  return (
    <span className={css.avatar} style={{ width: size, height: size, fontSize: Math.round(size * 0.35) }} aria-hidden>
      <span className={`${css.disc} ${css[`hue${person.avatar_hue}`]}`}>{letters}</span>
      {dot && <span className={`${css.dot} ${dot}`} />}
    </span>
  );
}

/** A group: a soft rounded square with an icon, so that people and groups differ at a glance. */
export function GroupAvatar({ id, size = 40 }: { id: string; size?: number }) {
  return (
    <span className={`${css.square} ${css[`soft${hueOf(id)}`]}`} style={{ width: size, height: size }} aria-hidden>
      <UsersRound size={Math.round(size * 0.48)} strokeWidth={1.75} />
    </span>
  );
}

/** The last characters of a Chinese name; of a Latin one the initials of its first and last word. */
function lastCharacters(name: string, n: number): string {
  const letters = [...name.trim()];
  if (!/^[\x20-\x7e]+$/.test(name)) return letters.slice(-n).join("");
  const words = name.trim().split(/\s+/);
  const initials = words.length > 1 ? `${words[0]?.[0]}${words.at(-1)?.[0]}` : letters.join("");
  return initials.slice(0, n).toUpperCase();
}

/** A number 0 to 7 that stays the same for an id. */
export function hueOf(id: string): number {
  let h = 0;
  for (const c of id) h = (h * 31 + c.charCodeAt(0)) >>> 0;
  return h % 8;
}
