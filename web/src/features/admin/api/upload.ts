import { addressOf, Offline, Problem, type ProblemBody, sessionLost } from "../../../platform/api";
import type { Import } from "./imports";

export interface Upload {
  /** Rejects with Problem or Offline as every call does, and with the signal's reason when given up. */
  done: Promise<Import>;
  cancel: () => void;
}

/** Sends a roster and tells how much of it has gone; fetch cannot tell. */
export function upload(file: File, onSent: (share: number) => void): Upload {
  const request = new XMLHttpRequest();
  const done = new Promise<Import>((resolve, reject) => {
    request.open("POST", addressOf("/admin/imports", { file_name: file.name }));
    request.setRequestHeader("Accept", "application/json, application/problem+json");
    request.setRequestHeader("Accept-Language", document.documentElement.lang || "zh-CN");
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.upload.onprogress = (event) => event.lengthComputable && onSent(event.loaded / event.total);
    request.onload = () => {
      const body = read(request.responseText);
      if (request.status < 300 && body !== null) resolve(body as Import);
      else reject(refusal(request.status, body));
    };
    request.onerror = () => reject(new Offline());
    request.onabort = () => reject(new DOMException("given up", "AbortError"));
    request.send(file);
  });
  return { done, cancel: () => request.abort() };
}

function read(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** A gateway in between answers in HTML: then nobody who knows has refused. */
export function refusal(status: number, body: unknown): Error {
  const known = typeof body === "object" && body !== null && typeof (body as ProblemBody).code === "string";
  if (!known) return status === 413 ? tooLarge() : new Offline(status);
  const problem = new Problem({ ...(body as ProblemBody), status });
  if (problem.code === "session.missing") sessionLost("expired");
  if (problem.code === "account.must_change_password") sessionLost("password");
  return problem;
}

function tooLarge(): Problem {
  return new Problem({ status: 413, code: "request.too_large", detail: "" });
}
