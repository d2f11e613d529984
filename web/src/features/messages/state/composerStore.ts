import { create } from "zustand";
import { messaging } from "../api/messaging";
import * as model from "../model/composing";
import { keepDraft, keptDrafts } from "./keptDrafts";

/** One box per conversation, so that switching between conversations loses nothing. */
interface ComposerState {
  me: string;
  boxes: ReadonlyMap<string, model.Composing>;
  change(id: string, change: (c: model.Composing) => model.Composing): void;
  save(id: string): Promise<void>;
  /** Begins with what is kept on this device: the files and people of drafts. Their text comes with the conversations. */
  start(me: string): void;
}

const timers = new Map<string, number>();
const SAVE_AFTER_MS = 800;

export const useComposers = create<ComposerState>()((set, get) => ({
  me: "",
  boxes: new Map(),
  change(id, change) {
    const before = boxOf(get().boxes, id);
    const after = change(before);
    if (after === before) return;
    set({ boxes: new Map(get().boxes).set(id, after) });
    if (after.dirty && after.text !== before.text) saveLater(id);
    if (after.files !== before.files || after.picks !== before.picks) keepDraft(get().me, id, after);
  },
  async save(id) {
    window.clearTimeout(timers.get(id));
    timers.delete(id);
    const { text, dirty } = boxOf(get().boxes, id);
    // The server keeps one draft per conversation; what is begun in a thread stays on this page.
    if (!dirty || id.includes("/")) return;
    try {
      await messaging.saveDraft(id, text);
      get().change(id, (c) => model.saved(c, text, 0));
    } catch {
      // Stays dirty: the next keystroke, the next blur or the next visit saves it.
    }
  },
  start(me) {
    const boxes = new Map<string, model.Composing>();
    for (const [id, kept] of keptDrafts(me)) boxes.set(id, { ...model.blank, ...kept });
    set({ me, boxes });
  },
}));

/** Of the box of a conversation, or of a thread in it. */
export function boxIdOf(conversationId: string, thread: number | null): string {
  return thread === null ? conversationId : `${conversationId}/${thread}`;
}

export function boxOf(boxes: ReadonlyMap<string, model.Composing>, id: string): model.Composing {
  return boxes.get(id) ?? model.blank;
}

function saveLater(id: string): void {
  window.clearTimeout(timers.get(id));
  timers.set(
    id,
    window.setTimeout(() => void useComposers.getState().save(id), SAVE_AFTER_MS),
  );
}
