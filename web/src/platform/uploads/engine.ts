import { Shelf } from "../kept/shelf";
import { Deposit } from "./deposit";
import { sha256 } from "./digest";
import type { UploadState } from "./model";
import { tus } from "./tus";
import { Uploads } from "./uploads";

type Notice = { key: string; state: UploadState | null };

/** The uploads of this account in the browser. Tabs tell each other how far they are. */
export function openEngine(account: string, changed: (key: string, state: UploadState | null) => void): Uploads {
  const shelf = new Shelf(`tonggui-uploads-${account}`);
  const channel = new BroadcastChannel(`tonggui-uploads-${account}`);
  const uploads = new Uploads({
    deposit: new Deposit(shelf),
    transport: tus,
    digest: sha256,
    pause,
    exclusively: async (name, signal, work) => {
      // Without locks (an insecure origin) two tabs may send the same; the server keeps one.
      if (navigator.locks === undefined) return work();
      await navigator.locks.request(name, { signal }, work);
    },
    changed,
    tell: (key, state) => channel.postMessage({ key, state } satisfies Notice),
  });
  channel.onmessage = ({ data }: MessageEvent<Notice>) => uploads.heard(data.key, data.state);
  const close = uploads.close.bind(uploads);
  uploads.close = () => {
    close();
    channel.close();
    shelf.close();
  };
  return uploads;
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const done = () => {
      window.clearTimeout(timer);
      window.removeEventListener("online", done);
      signal.removeEventListener("abort", gone);
      resolve();
    };
    const gone = () => {
      done();
      reject(signal.reason);
    };
    const timer = window.setTimeout(done, ms);
    window.addEventListener("online", done);
    signal.addEventListener("abort", gone);
  });
}
