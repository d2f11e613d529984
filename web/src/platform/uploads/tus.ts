import { DetailedError, Upload } from "tus-js-client";
import {
  call,
  type FileRef,
  isOffline,
  isProblem,
  type Problem,
  type ProblemBody,
  sessionLost,
  tellWarnings,
  WARNING_HEADER,
} from "../api";
import type { UploadRecord } from "./model";
import { Failed, type Transport } from "./uploads";

/** One request carries so much; what a lost connection costs is at most that. */
const PIECE = 4 * 1024 * 1024;
/** A connection that moves nothing for so long is given up. */
const SILENCE_MS = 90_000;

/** Uploads by tus 1.0, through the library that knows it. */
export const tus: Transport = {
  send(record, bytes, on) {
    return new Promise((resolve, reject) => {
      on.signal.throwIfAborted();
      let silence: number | undefined;
      const settle = (act: () => void) => {
        window.clearTimeout(silence);
        on.signal.removeEventListener("abort", abort);
        act();
      };
      const listen = () => {
        window.clearTimeout(silence);
        silence = window.setTimeout(() => {
          void upload.abort();
          settle(() => reject(new Failed(0)));
        }, SILENCE_MS);
      };
      const upload = new Upload(bytes, {
        endpoint: new URL("/api/v1/uploads", location.href).href,
        uploadUrl: record.url === null ? null : new URL(record.url, location.href).href,
        chunkSize: PIECE,
        // Attempts are counted and paused by Uploads, which also knows when the network is back.
        retryDelays: [],
        storeFingerprintForResuming: false,
        headers: { "Accept-Language": document.documentElement.lang || "zh-CN" },
        metadata: metadataOf(record),
        onUploadUrlAvailable: () => on.url(new URL(upload.url ?? "", location.href).pathname),
        onAfterResponse: (_request, response) => tellWarnings(response.getHeader(WARNING_HEADER)),
        onProgress: (sent) => {
          listen();
          on.sent(sent);
        },
        onSuccess: () => settle(resolve),
        onError: (error) => settle(() => reject(failed(error))),
      });
      const abort = () => {
        void upload.abort();
        settle(() => reject(on.signal.reason));
      };
      on.signal.addEventListener("abort", abort);
      listen();
      upload.start();
    });
  },

  async result(record, signal) {
    try {
      return await call<FileRef>("GET", `${pathOf(record)}/file`, { signal });
    } catch (error) {
      throw isProblem(error) ? new Failed(error.status, bodyOf(error)) : isOffline(error) ? new Failed(0) : error;
    }
  },

  cancel(record) {
    if (record.url === null) return;
    const headers = { "Tus-Resumable": "1.0.0" };
    call("DELETE", pathOf(record), { headers }).catch(() => undefined); // it expires by itself
  },
};

function metadataOf(record: UploadRecord): Record<string, string> {
  return {
    filename: record.name,
    filetype: record.type === "" ? "application/octet-stream" : record.type,
    purpose: record.purpose,
    ...(record.sha256 === null ? {} : { sha256: record.sha256 }),
  };
}

/** Below the API's own prefix. */
function pathOf(record: UploadRecord): string {
  return `/uploads/${encodeURIComponent(record.url?.split("/").pop() ?? "")}`;
}

function bodyOf(problem: Pick<Problem, "status" | "code" | "detail" | "rule" | "params"> | ProblemBody): ProblemBody {
  const { status, code, detail, params, rule } = problem;
  return { status, code, detail, ...(params ? { params } : {}), ...(rule ? { rule } : {}) };
}

function failed(error: Error | DetailedError): Failed {
  const response = error instanceof DetailedError ? error.originalResponse : null;
  if (response === null || response === undefined) return new Failed(0);
  const problem = problemIn(response.getBody(), response.getStatus());
  if (problem?.code === "session.missing") sessionLost("expired");
  return new Failed(response.getStatus(), problem);
}

function problemIn(text: string, status: number): ProblemBody | null {
  try {
    const body = JSON.parse(text) as ProblemBody;
    return typeof body.code === "string" ? bodyOf({ ...body, status }) : null;
  } catch {
    return null;
  }
}
