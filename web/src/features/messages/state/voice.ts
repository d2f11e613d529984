import { create } from "zustand";
import { keyOf, type Place, type Wanted } from "../model/links";
import type { Message, VoiceContent } from "../model/types";
import { nextRate, nextVoice, RATES } from "../model/voice";
import { heardKey, markHeard, useHeard } from "./heard";
import { links } from "./links";
import { useTimelines } from "./timelineStore";

/** The one voice that is heard on this page. */
interface Playing {
  key: string | null;
  phase: "loading" | "playing" | "paused" | "failed" | "gone";
  /** Milliseconds. */
  at: number;
  rate: number;
}

export interface Voice {
  place: Place;
  content: VoiceContent;
  /** A message of its own, which is marked as heard and goes on with the next; not one within a record. */
  alone: boolean;
}

const RATE = "tonggui.voice.rate";

export const useVoice = create<Playing>()(() => ({ key: null, phase: "paused", at: 0, rate: storedRate() }));

const set = useVoice.setState;
let audio: HTMLAudioElement | null = null;
let current: Voice | null = null;
let renewed = false;
let frame = 0;

const wantedOf = ({ place, content }: Voice): Wanted => ({ place, file_id: content.file.id, variant: "original" });

export const voiceKey = (voice: Voice): string => keyOf(wantedOf(voice));

export function toggle(voice: Voice): void {
  const { key, phase } = useVoice.getState();
  if (key !== voiceKey(voice) || phase === "failed" || phase === "gone") return void start(voice, 0);
  if (phase === "playing") element().pause();
  else if (phase === "paused") play();
}

/** Goes to a place in the message; a message that is not being heard begins there. */
export function seek(voice: Voice, at: number): void {
  if (useVoice.getState().key !== voiceKey(voice)) return void start(voice, at);
  element().currentTime = at / 1000;
  set({ at });
}

export function changeRate(): void {
  const rate = nextRate(useVoice.getState().rate);
  set({ rate });
  if (audio !== null) audio.playbackRate = rate;
  localStorage.setItem(RATE, String(rate));
}

async function start(voice: Voice, at: number, again = false): Promise<void> {
  element().pause();
  current = voice;
  renewed = again;
  const key = voiceKey(voice);
  set({ key, phase: "loading", at });
  const link = await links.get(wantedOf(voice));
  if (current !== voice) return;
  if (link.state !== "ready") {
    set({ phase: link.state === "gone" ? "gone" : "failed" });
    return;
  }
  const sound = element();
  sound.src = link.url;
  sound.playbackRate = useVoice.getState().rate;
  if (at > 0) sound.currentTime = at / 1000;
  play();
}

function play(): void {
  // A sound that does not come says so by its own error; a browser that wants a press first is only waiting.
  element()
    .play()
    .catch((error) => error.name === "NotAllowedError" && set({ phase: "paused" }));
}

/** A link may have died since it was asked for: one more try with a new one. */
function onError(): void {
  if (current === null) return;
  if (renewed) {
    set({ phase: "failed" });
    return;
  }
  links.missed(wantedOf(current));
  void start({ ...current }, useVoice.getState().at, true);
}

function element(): HTMLAudioElement {
  if (audio !== null) return audio;
  const made = new Audio();
  made.preload = "auto";
  made.addEventListener("playing", () => {
    set({ phase: "playing" });
    if (current?.alone && current.place.kind === "message")
      markHeard(heardKey(current.place.conversation_id, current.place.seq));
    follow();
  });
  made.addEventListener("pause", () => {
    if (useVoice.getState().phase === "playing") set({ phase: "paused", at: made.currentTime * 1000 });
  });
  made.addEventListener("ended", onEnded);
  made.addEventListener("error", onError);
  // One sound at a time: a film or a piece of music that begins silences the voice.
  document.addEventListener("play", (event) => event.target !== made && made.pause(), true);
  audio = made;
  return made;
}

function follow(): void {
  cancelAnimationFrame(frame);
  const step = () => {
    if (audio === null || useVoice.getState().phase !== "playing") return;
    set({ at: audio.currentTime * 1000 });
    frame = requestAnimationFrame(step);
  };
  frame = requestAnimationFrame(step);
}

function onEnded(): void {
  const ended = current;
  set({ phase: "paused", at: 0, key: null });
  current = null;
  if (ended === null || !ended.alone || ended.place.kind !== "message") return;
  const { conversation_id: id, seq } = ended.place;
  const messages = useTimelines.getState().timelines.get(id)?.messages ?? [];
  const { marks } = useHeard.getState();
  const next = nextVoice(messages, seq, (m: Message) => marks.has(heardKey(id, m.seq)));
  if (next === null || next.sender_id === useTimelines.getState().me) return;
  const place: Place = { kind: "message", conversation_id: id, seq: next.seq };
  void start({ place, content: next.content, alone: true }, 0);
}

function storedRate(): number {
  const rate = Number(localStorage.getItem(RATE));
  return RATES.find((r) => r === rate) ?? 1;
}
