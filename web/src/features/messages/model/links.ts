/**
 * Links to files: short-lived, each for one place, one file and one variant. What is wanted within
 * one moment is asked for together; what was answered is kept until shortly before it ends.
 */

export type Place =
  | { kind: "message"; conversation_id: string; seq: number }
  | { kind: "approval"; approval_id: string }
  | { kind: "library" };
export type Variant = "original" | "preview" | "thumb";

export interface Wanted {
  place: Place;
  file_id: string;
  variant: Variant;
}

export interface Answer {
  file_id: string;
  variant: string;
  /** Null where there is a problem. */
  url: string | null;
  /** Microseconds. */
  expires_at: number | null;
  problem: string | null;
}

/** `gone`: nobody may read it here any more. `failed`: nobody knows; asking again may help. */
export type Link =
  | { state: "asking" }
  | { state: "ready"; url: string; expires_at: number }
  | { state: "gone" }
  | { state: "failed" };

interface Options {
  ask(items: Wanted[]): Promise<Answer[]>;
  /** The server's time in microseconds. */
  now(): number;
  /** Runs the work once, a moment later. */
  soon(work: () => void): void;
}

const BATCH = 200;
/** A link that is about to end may be dead before its bytes are here. */
const MARGIN_US = 60 * 1_000_000;
/** A link that fails again this soon after it was renewed will not be better the third time. */
const RENEWED_US = 15 * 1_000_000;

const asking: Link = { state: "asking" };

export function keyOf({ place, file_id, variant }: Wanted): string {
  return `${whereOf(place)}/${file_id}/${variant}`;
}

function whereOf(place: Place): string {
  if (place.kind === "message") return `${place.conversation_id}/${place.seq}`;
  return place.kind === "approval" ? `approval/${place.approval_id}` : "library";
}

export class LinkBook {
  private links = new Map<string, Link>();
  private queue = new Map<string, Wanted>();
  private renewed = new Map<string, number>();
  private waiting = new Map<string, ((link: Link) => void)[]>();
  private watchers = new Set<() => void>();
  /** Grows with everything that is forgotten, so that late answers do not bring it back. */
  private age = 0;

  constructor(private readonly options: Options) {}

  /** What is known now; asks when nothing is, or when it has ended. */
  peek(wanted: Wanted): Link {
    const key = keyOf(wanted);
    const link = this.links.get(key);
    return link === undefined || this.ended(link) ? asking : link;
  }

  /** Sees to it that there will be a link. */
  want(wanted: Wanted): void {
    const key = keyOf(wanted);
    const link = this.links.get(key);
    if (link !== undefined && link.state !== "failed" && !this.ended(link)) return;
    this.put(key, asking);
    this.enqueue(key, wanted);
  }

  /** The answer, however long it takes. */
  get(wanted: Wanted): Promise<Link> {
    this.want(wanted);
    const link = this.peek(wanted);
    if (link.state !== "asking") return Promise.resolve(link);
    return new Promise((resolve) => {
      const key = keyOf(wanted);
      this.waiting.set(key, [...(this.waiting.get(key) ?? []), resolve]);
    });
  }

  /** A link did not lead to the file: asks for another, but not for ever. */
  missed(wanted: Wanted): void {
    const key = keyOf(wanted);
    const now = this.options.now();
    if (now - (this.renewed.get(key) ?? Number.NEGATIVE_INFINITY) < RENEWED_US) {
      this.put(key, { state: "failed" });
      return;
    }
    this.renewed.set(key, now);
    this.links.delete(key);
    this.want(wanted);
  }

  /** Somebody asks again by hand. */
  again(wanted: Wanted): void {
    this.renewed.delete(keyOf(wanted));
    this.links.delete(keyOf(wanted));
    this.want(wanted);
  }

  /** A message was recalled, or a conversation is no longer this person's: its links are dead. */
  forget(conversationId: string, seq?: number): void {
    const prefix = seq === undefined ? `${conversationId}/` : `${conversationId}/${seq}/`;
    this.age++;
    for (const key of [...this.links.keys()]) if (key.startsWith(prefix)) this.put(key, { state: "gone" });
    for (const key of [...this.queue.keys()]) if (key.startsWith(prefix)) this.queue.delete(key);
  }

  /** Somebody else is signed in. */
  clear(): void {
    this.age++;
    this.links.clear();
    this.queue.clear();
    this.renewed.clear();
    for (const key of [...this.waiting.keys()]) this.answer(key, { state: "failed" });
    this.tell();
  }

  subscribe(watcher: () => void): () => void {
    this.watchers.add(watcher);
    return () => this.watchers.delete(watcher);
  }

  private ended(link: Link): boolean {
    return link.state === "ready" && link.expires_at - MARGIN_US <= this.options.now();
  }

  private enqueue(key: string, wanted: Wanted): void {
    if (this.queue.size === 0) this.options.soon(() => void this.flush());
    this.queue.set(key, wanted);
  }

  private async flush(): Promise<void> {
    const all = [...this.queue];
    this.queue.clear();
    for (let from = 0; from < all.length; from += BATCH) await this.ask(all.slice(from, from + BATCH));
  }

  private async ask(batch: [string, Wanted][]): Promise<void> {
    const { age } = this;
    let answers: Answer[];
    try {
      answers = await this.options.ask(batch.map(([, wanted]) => wanted));
    } catch {
      answers = [];
    }
    batch.forEach(([key, wanted], at) => {
      // What was forgotten meanwhile stays forgotten; whoever still shows it asks anew.
      if (age !== this.age && this.links.get(key)?.state !== "asking") return;
      this.put(key, linkOf(answers[at], wanted));
    });
  }

  private put(key: string, link: Link): void {
    this.links.set(key, link);
    if (link.state !== "asking") this.answer(key, link);
    this.tell();
  }

  private answer(key: string, link: Link): void {
    const waiting = this.waiting.get(key) ?? [];
    this.waiting.delete(key);
    for (const resolve of waiting) resolve(link);
  }

  private tell(): void {
    for (const watcher of this.watchers) watcher();
  }
}

function linkOf(answer: Answer | undefined, wanted: Wanted): Link {
  if (answer === undefined || answer.file_id !== wanted.file_id) return { state: "failed" };
  if (answer.url === null || answer.expires_at === null) return { state: "gone" };
  return { state: "ready", url: answer.url, expires_at: answer.expires_at };
}
