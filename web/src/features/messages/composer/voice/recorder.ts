import { levelOf, waveOf } from "./wave";

export interface Recorded {
  bytes: Blob;
  /** The ending that its kind has. */
  ending: string;
  duration_ms: number;
  wave: number[];
}

/** In the order in which they are wished for. */
const KINDS: [string, string][] = [
  ["audio/webm;codecs=opus", "webm"],
  ["audio/ogg;codecs=opus", "ogg"],
  ["audio/mp4", "m4a"],
];
const LEVEL_EVERY_MS = 50;
/** Enough for speech; ten minutes stay below three megabytes. */
const BITS = 32_000;

/** Asks for the microphone without recording, so that a later recording begins at once. */
export async function askMicrophone(): Promise<void> {
  for (const track of (await microphone()).getTracks()) track.stop();
}

async function microphone(): Promise<MediaStream> {
  if (navigator.mediaDevices === undefined) throw new DOMException("insecure origin", "InsecureOrigin");
  return navigator.mediaDevices.getUserMedia({
    audio: { echoCancellation: true, noiseSuppression: true, autoGainControl: true },
  });
}

/** One recording of the microphone. */
export class Recorder {
  private readonly levels: number[] = [];
  private readonly pieces: Blob[] = [];
  private readonly startedAt = performance.now();
  private readonly timer: number;

  private constructor(
    private readonly stream: MediaStream,
    private readonly media: MediaRecorder,
    private readonly sound: AudioContext,
    analyser: AnalyserNode,
    private readonly ending: string,
  ) {
    const samples = new Float32Array(analyser.fftSize);
    this.timer = window.setInterval(() => {
      analyser.getFloatTimeDomainData(samples);
      this.levels.push(levelOf(samples));
    }, LEVEL_EVERY_MS);
    media.ondataavailable = ({ data }) => data.size > 0 && this.pieces.push(data);
    media.start(1000);
  }

  /** Asks for the microphone and begins. Rejects with the browser's error. */
  static async begin(): Promise<Recorder> {
    const kind = KINDS.find(([type]) => globalThis.MediaRecorder?.isTypeSupported(type));
    if (kind === undefined) throw new DOMException("no kind of recording", "NotSupportedError");
    const stream = await microphone();
    const sound = new AudioContext();
    const analyser = sound.createAnalyser();
    analyser.fftSize = 2048;
    sound.createMediaStreamSource(stream).connect(analyser);
    const media = new MediaRecorder(stream, { mimeType: kind[0], audioBitsPerSecond: BITS });
    return new Recorder(stream, media, sound, analyser, kind[1]);
  }

  elapsed(): number {
    return performance.now() - this.startedAt;
  }

  /** The newest levels, the last being now. */
  latest(count: number): number[] {
    return this.levels.slice(-count);
  }

  async finish(): Promise<Recorded> {
    const duration_ms = Math.round(this.elapsed());
    const ended = new Promise<void>((resolve) => {
      this.media.onstop = () => resolve();
    });
    if (this.media.state !== "inactive") this.media.stop();
    await ended;
    this.release();
    const type = this.media.mimeType.split(";")[0] ?? "";
    const bytes = new Blob(this.pieces, { type });
    return { bytes, ending: this.ending, duration_ms, wave: waveOf(this.levels) };
  }

  drop(): void {
    this.media.onstop = null;
    if (this.media.state !== "inactive") this.media.stop();
    this.release();
  }

  private release(): void {
    window.clearInterval(this.timer);
    for (const track of this.stream.getTracks()) track.stop();
    void this.sound.close().catch(() => undefined);
  }
}
