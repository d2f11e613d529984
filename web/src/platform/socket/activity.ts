import { socket } from "./socket";

/** Without a key or a movement for this long somebody is away. */
const IDLE_MS = 5 * 60_000;
const MOVES = ["pointerdown", "pointermove", "keydown", "wheel", "touchstart"] as const;

/** Tells the server whether somebody sits in front of this tab; it says so only when that changes. */
export function tellActivity(): () => void {
  let told: boolean | null = null;
  let timer: number | undefined;
  const over = new AbortController();
  const { signal } = over;

  const tell = (active: boolean) => {
    if (active === told) return;
    if (socket.send({ t: "presence", d: { active } })) told = active;
  };
  const moved = () => {
    if (document.visibilityState !== "visible") return;
    tell(true);
    window.clearTimeout(timer);
    timer = window.setTimeout(() => tell(false), IDLE_MS);
  };
  const looked = () => (document.visibilityState === "visible" ? moved() : tell(false));
  for (const name of MOVES) window.addEventListener(name, moved, { passive: true, signal });
  document.addEventListener("visibilitychange", looked, { signal });
  const off = socket.onHello(() => {
    told = null;
    looked();
  });
  return () => {
    over.abort();
    off();
    window.clearTimeout(timer);
  };
}
