import { create } from "zustand";
import { call } from "./call";
import type { Ability, Me, Presence, Settings } from "./types";

interface Known {
  me: Me | null;
  /** It comes from this device and not from the server. */
  kept: boolean;
}

/** Who is signed in. Changes come by the socket and by own acts, so it is never merely stale. */
const useKnown = create<Known>()(() => ({ me: null, kept: false }));

let asking: Promise<Me> | null = null;
let refusal: unknown = null;

/** Who is signed in: from the server the first time, then what is known. Throws as `call` does. */
export function askMe(): Promise<Me> {
  const { me } = useKnown.getState();
  return me === null ? renewMe() : Promise.resolve(me);
}

/** Asks the server who is signed in. Several who ask at once get one answer. */
export function renewMe(): Promise<Me> {
  asking ??= call<Me>("GET", "/session")
    .then(
      (me) => {
        putMe(me);
        return me;
      },
      (error: unknown) => {
        refusal = error;
        throw error;
      },
    )
    .finally(() => {
      asking = null;
    });
  return asking;
}

/** Why the server did not say who is signed in, when it was last asked; null where it did. */
export const meRefusal = (): unknown => refusal;

/** The person who is signed in; only for pages inside the shell, which wait for it. */
export function useMe(): Me {
  const me = useKnown((s) => s.me) ?? last;
  if (me === null) throw new Error("useMe is for pages inside the shell");
  last = me;
  return me;
}

/** On the way out nobody is known before the page is gone; until then it shows its last. */
let last: Me | null = null;

/** Whether the person's roles open something in this client. */
export function useAbility(ability: Ability): boolean {
  return useMe().abilities.includes(ability);
}

export function knownMe(): Me | null {
  return useKnown.getState().me;
}

export function putMe(me: Me): void {
  refusal = null;
  useKnown.setState({ me, kept: false });
}

/** Stands until the server is reached again. */
export function putKeptMe(me: Me): void {
  useKnown.setState({ me, kept: true });
}

/** Asks the server who is signed in, where what is known comes from this device. */
export function renewKeptMe(): void {
  if (useKnown.getState().kept) renewMe().catch(() => undefined);
}

export function forgetMe(): void {
  refusal = null;
  useKnown.setState({ me: null, kept: false });
}

function change(change: (me: Me) => Me): void {
  useKnown.setState(({ me }) => (me === null ? {} : { me: change(me) }));
}

export function putSettings(settings: Settings): void {
  change((me) => ({ ...me, settings }));
}

export function putPresence(presence: Presence): void {
  change((me) => ({ ...me, account: { ...me.account, presence } }));
}

/** Shows the change at once, keeps what the server answers, and takes it back when it refuses. */
export async function changeSettings(wanted: Partial<Settings>): Promise<void> {
  const before = knownMe()?.settings;
  if (before) putSettings({ ...before, ...wanted });
  try {
    putSettings(await call<Settings>("PATCH", "/settings", { body: wanted }));
  } catch (error) {
    if (before) putSettings(before);
    throw error;
  }
}
