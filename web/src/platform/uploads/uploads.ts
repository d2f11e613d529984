import type { FileRef, ProblemBody } from "../api";
import { retryDelay, uuidv7 } from "../outbox";
import type { Deposit } from "./deposit";
import {
  isSameFile,
  judge,
  KEPT_SIZE,
  type Phase,
  type Purpose,
  stateOf,
  type UploadRecord,
  type UploadState,
} from "./model";
import { Turns } from "./turns";

/** An attempt failed; status zero means that no answer came. */
export class Failed extends Error {
  constructor(
    readonly status: number,
    readonly problem: ProblemBody | null = null,
  ) {
    super(`upload failed: ${status} ${problem?.code ?? ""}`);
  }
}

export interface Transport {
  /** Sends what is missing. Rejects with Failed, or with the signal's reason. */
  send(
    record: UploadRecord,
    bytes: Blob,
    on: { url(url: string): void; sent(bytes: number): void; signal: AbortSignal },
  ): Promise<void>;
  /** The file that the server made of it. */
  result(record: UploadRecord, signal: AbortSignal): Promise<FileRef>;
  /** Tells the server that nobody wants it any more; nobody waits for that. */
  cancel(record: UploadRecord): void;
}

export interface UploadsDeps {
  deposit: Deposit;
  transport: Transport;
  /** Runs the work in one tab at a time. */
  exclusively(name: string, signal: AbortSignal, work: () => Promise<void>): Promise<void>;
  digest(bytes: Blob): Promise<string | null>;
  /** Until so much time has gone by, or the network is back. */
  pause(ms: number, signal: AbortSignal): Promise<void>;
  /** Null: it is gone. */
  changed(key: string, state: UploadState | null): void;
  /** The same for other tabs, of uploads that run here. */
  tell(key: string, state: UploadState | null): void;
  random?: () => number;
}

/** The upload was given up, here or in another tab, or this page is going. */
export class GivenUp extends Error {}

/** Nothing is known of this upload on this device. */
export class Unknown extends Error {}

/** The uploads of one account. Every upload goes on until it is done, refused or given up. */
export class Uploads {
  private readonly states = new Map<string, UploadState>();
  private readonly runs = new Map<string, { over: AbortController; end: Promise<void> }>();
  /** Files that are too large to be kept, while the page lives. */
  private readonly chosen = new Map<string, Blob>();
  private readonly small = new Turns(2);
  private readonly large = new Turns(1);
  /** Which of the runs hold the lock: the others wait for another tab. */
  private readonly here = new Set<string>();
  private closed = false;

  constructor(private readonly deps: UploadsDeps) {}

  /** Begins an upload and returns its key at once. */
  add(bytes: Blob, about: { name: string; purpose: Purpose; note?: unknown }): string {
    const record: UploadRecord = {
      key: uuidv7(),
      purpose: about.purpose,
      name: about.name,
      size: bytes.size,
      type: bytes.type,
      modified: bytes instanceof File ? bytes.lastModified : 0,
      created_at: Date.now() * 1000,
      url: null,
      sha256: null,
      file: null,
      problem: null,
      note: about.note ?? null,
    };
    this.chosen.set(record.key, bytes);
    this.show(stateOf(record, "waiting"));
    const kept = this.deps.deposit.save(record, bytes.size <= KEPT_SIZE ? bytes : undefined);
    this.start(record.key, kept);
    return record.key;
  }

  state(key: string): UploadState | null {
    return this.states.get(key) ?? null;
  }

  /** The file, once it is there. Rejects with Failed when it is refused, Unknown or GivenUp. */
  async ready(key: string): Promise<FileRef> {
    this.start(key);
    await this.runs.get(key)?.end;
    const state = this.states.get(key);
    if (this.closed) throw new GivenUp();
    if (state === undefined || state.phase === "absent") throw new Unknown();
    if (state.file !== null) return state.file;
    throw new Failed(state.problem?.status ?? 0, state.problem);
  }

  /** After a refusal, or with the file chosen again where it was absent. */
  async retry(key: string, bytes?: Blob): Promise<void> {
    const record = await this.deps.deposit.record(key);
    if (record === null || this.runs.has(key)) return;
    if (bytes !== undefined) this.chosen.set(key, bytes);
    // What was refused is not sent on: it begins anew.
    const again = record.problem === null ? record : { ...record, problem: null, url: null };
    await this.deps.deposit.save(again);
    this.show(stateOf(again, "waiting"));
    this.start(key);
  }

  /** Goes on with a file that was not kept; false when it is another one. */
  async resumeWith(key: string, file: File): Promise<boolean> {
    const record = await this.deps.deposit.record(key);
    if (record === null || !isSameFile(record, file)) return false;
    await this.retry(key, file);
    return true;
  }

  /** The server has lost the file, for instance because it waited too long: it goes up again. */
  async renew(key: string): Promise<void> {
    const record = await this.deps.deposit.record(key);
    if (record === null) return;
    await this.deps.deposit.save({ ...record, file: null, url: null });
    this.show(stateOf(record, "waiting"));
  }

  async cancel(key: string): Promise<void> {
    const record = await this.deps.deposit.record(key);
    if (record !== null && record.file === null) this.deps.transport.cancel(record);
    await this.release(key);
  }

  /** Nothing of it is needed any more: it was sent, or taken out. */
  async release(key: string): Promise<void> {
    this.heard(key, null);
    this.deps.tell(key, null);
    await this.deps.deposit.forget(key);
  }

  /** What another tab tells. */
  heard(key: string, state: UploadState | null): void {
    if (state !== null) {
      if (!this.here.has(key)) this.deps.changed(key, state);
      return;
    }
    this.runs.get(key)?.over.abort(new GivenUp());
    this.chosen.delete(key);
    this.states.delete(key);
    this.deps.changed(key, null);
  }

  /** All that was begun on this device, whatever has become of it. */
  async recall(): Promise<UploadState[]> {
    const found: UploadState[] = [];
    for (const key of await this.deps.deposit.keys()) {
      const known = this.states.get(key) ?? (await this.look(key));
      if (known !== null) found.push(known);
    }
    return found.sort((a, b) => (a.key < b.key ? -1 : 1));
  }

  async bytes(key: string): Promise<Blob | null> {
    return this.chosen.get(key) ?? this.deps.deposit.bytes(key);
  }

  close(): void {
    this.closed = true;
    for (const run of this.runs.values()) run.over.abort(new GivenUp());
  }

  /** Begins or goes on; without effect where it is under way or over. */
  start(key: string, after: Promise<void> = Promise.resolve()): void {
    const phase = this.states.get(key)?.phase;
    if (this.closed || this.runs.has(key) || phase === "done" || phase === "refused") return;
    const over = new AbortController();
    const end = after
      .then(() => this.deps.exclusively(`tonggui.upload.${key}`, over.signal, () => this.run(key, over.signal)))
      .catch((error: unknown) => {
        if (!over.signal.aborted) console.error(error);
      })
      .finally(() => this.runs.delete(key));
    this.runs.set(key, { over, end });
  }

  private async run(key: string, signal: AbortSignal): Promise<void> {
    this.here.add(key);
    try {
      await this.go(key, signal);
    } finally {
      this.here.delete(key);
    }
  }

  private async go(key: string, signal: AbortSignal): Promise<void> {
    const record = await this.deps.deposit.record(key);
    if (record === null) return void this.states.delete(key);
    if (record.file !== null) return this.show(stateOf(record, "done", record.size));
    if (record.problem !== null) return this.show(stateOf(record, "refused"));
    const bytes = await this.bytes(key);
    if (bytes === null) return this.show(stateOf(record, "absent"));
    this.show(stateOf(record, "waiting"));
    const turns = record.purpose === "library" ? this.large : this.small;
    await turns.take(() => this.untilSettled(record, bytes, signal), signal);
  }

  private async untilSettled(begun: UploadRecord, bytes: Blob, signal: AbortSignal): Promise<void> {
    let record = begun;
    const keep = async (change: Partial<UploadRecord>) => {
      if (signal.aborted) return; // what was given up must not come back
      record = { ...record, ...change };
      await this.deps.deposit.save(record);
    };
    for (let attempt = 0; ; attempt++) {
      signal.throwIfAborted();
      try {
        if (record.sha256 === null && bytes.size <= KEPT_SIZE) {
          this.show(stateOf(record, "preparing"));
          await keep({ sha256: await this.deps.digest(bytes) });
        }
        const file = await this.attempt(record, bytes, signal, keep);
        await keep({ file });
        return this.show(stateOf(record, "done", record.size));
      } catch (error) {
        signal.throwIfAborted();
        const verdict = error instanceof Failed ? judge(error.status, error.problem) : judge(0, null);
        if (verdict.kind === "refused") {
          await keep({ problem: verdict.problem });
          return this.show(stateOf(record, "refused"));
        }
        if (verdict.kind === "anew") await keep({ url: null });
        this.show(stateOf(record, "offline", this.states.get(record.key)?.sent));
        const after = verdict.kind === "again" ? verdict.afterMs : 0;
        await this.deps.pause(Math.max(after, retryDelay(attempt, this.deps.random)), signal);
      }
    }
  }

  private async attempt(
    record: UploadRecord,
    bytes: Blob,
    signal: AbortSignal,
    keep: (change: Partial<UploadRecord>) => Promise<void>,
  ): Promise<FileRef> {
    let now = record;
    this.show(stateOf(now, "sending", this.states.get(now.key)?.sent));
    await this.deps.transport.send(record, bytes, {
      signal,
      url: (url) => {
        now = { ...now, url };
        void keep({ url });
      },
      sent: (sent) => this.show(stateOf(now, sent >= now.size ? "checking" : "sending", sent)),
    });
    this.show(stateOf(now, "checking", now.size));
    return this.deps.transport.result(now, signal);
  }

  private async look(key: string): Promise<UploadState | null> {
    const record = await this.deps.deposit.record(key);
    if (record === null) return null;
    let phase: Phase = "waiting";
    if (record.file !== null) phase = "done";
    else if (record.problem !== null) phase = "refused";
    else if ((await this.bytes(key)) === null) phase = "absent";
    const state = stateOf(record, phase, phase === "done" ? record.size : 0);
    this.show(state);
    return state;
  }

  private show(state: UploadState): void {
    this.states.set(state.key, state);
    this.deps.changed(state.key, state);
    if (this.here.has(state.key)) this.deps.tell(state.key, state);
  }
}
