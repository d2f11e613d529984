import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMe } from "../../../platform/api";
import { uuidv7 } from "../../../platform/outbox";
import { KEPT_SIZE, uploads } from "../../../platform/uploads";
import { toast } from "../../../ui";
import { type Attachment, MAX_FILES, type Recording } from "../model/attachments";
import * as composing from "../model/composing";
import { sortOut } from "../model/intake";
import type { ShareNote } from "../state/sharing";
import type { Recorded } from "./voice/recorder";

export interface Attaching {
  /** Files that were chosen, dropped or pasted. */
  add(files: File[], pasted?: boolean): void;
  remove(attachment: Attachment): void;
  /** A voice goes out at once. */
  say(recorded: Recorded): void;
  retry(key: string): void;
  move(key: string, by: number): void;
  /** Too large for a message: they wait for a decision. */
  large: readonly File[];
  shareLarge(): void;
  dropLarge(): void;
}

interface Options {
  conversationId: string;
  box: composing.Composing;
  /** What the large file goes out with. */
  thread: number | null;
  change(edit: (c: composing.Composing) => composing.Composing): void;
  sendVoice(attachment: Attachment, recording: Recording): void;
}

/** The files of a box: they go up as soon as they are there, and out with the message. */
export function useAttaching({ conversationId, box, thread, change, sendVoice }: Options): Attaching {
  const { t } = useTranslation("chat-write");
  const limit = Number(useMe().rules["files.message_size"] ?? KEPT_SIZE);
  const [large, setLarge] = useState<readonly File[]>([]);

  const add = async (chosen: File[], pasted = false) => {
    if (chosen.length === 0) return;
    if (box.mode.kind !== "new") return toast("plain", t("attach.not_now"));
    const { fit, tooLarge, left } = sortOut(chosen, limit, MAX_FILES - box.files.length);
    if (left > 0) toast("plain", t("attach.too_many", { max: MAX_FILES }));
    if (tooLarge.length > 0) setLarge(tooLarge);
    if (fit.length === 0) return;
    try {
      const engine = await uploads();
      const taken = fit.map((file) => {
        const name = pasted ? pastedName(file, t("attach.pasted")) : file.name;
        return { key: engine.add(file, { name, purpose: "message" }), name, size: file.size, mime: file.type };
      });
      change((c) => composing.attached(c, taken));
    } catch {
      toast("error", t("attach.not_loaded"));
    }
  };

  return {
    add: (files, pasted) => void add(files, pasted),
    remove(attachment) {
      change((c) => composing.detached(c, attachment.key));
      if (attachment.file === undefined) void uploads().then((engine) => engine.cancel(attachment.key));
    },
    say({ bytes, ending, duration_ms, wave }) {
      const name = `${t("voice.name")}-${stamp()}.${ending}`;
      uploads()
        .then((engine) => {
          const key = engine.add(bytes, { name, purpose: "voice" });
          sendVoice({ key, name, size: bytes.size, mime: bytes.type }, { duration_ms, wave });
        })
        .catch(() => toast("error", t("attach.not_loaded")));
    },
    retry: (key) => void uploads().then((engine) => engine.retry(key)),
    move: (key, by) => change((c) => composing.arranged(c, key, by)),
    large,
    shareLarge() {
      setLarge([]);
      uploads()
        .then((engine) => {
          for (const file of large) {
            const note: ShareNote = {
              kind: "share",
              conversation_id: conversationId,
              thread_seq: thread,
              client_id: uuidv7(),
            };
            engine.add(file, { name: file.name, purpose: "library", note });
          }
        })
        .catch(() => toast("error", t("attach.not_loaded")));
    },
    dropLarge: () => setLarge([]),
  };
}

/** What is copied has no name of its own: every screenshot is called image.png. */
function pastedName(file: File, word: string): string {
  if (!/^image\.(png|jpe?g|gif|webp)$/i.test(file.name)) return file.name;
  return `${word}-${stamp()}.${file.name.split(".").pop()}`;
}

/** Day and time of here and now, fit for a name. */
function stamp(): string {
  const at = new Date();
  const two = (n: number) => String(n).padStart(2, "0");
  const day = `${at.getFullYear()}${two(at.getMonth() + 1)}${two(at.getDate())}`;
  return `${day}-${two(at.getHours())}${two(at.getMinutes())}${two(at.getSeconds())}`;
}
