import { Offline, Problem, type ProblemBody } from "./problem";
import { sessionLost } from "./session";
import { tellWarnings, WARNING_HEADER } from "./warning";

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

type Value = string | number | boolean | null | undefined;

export interface CallOptions {
  /** Null and undefined are left out. */
  query?: Record<string, Value> | undefined;
  /** JSON, or a file's bytes as they are. */
  body?: unknown;
  signal?: AbortSignal | undefined;
  headers?: Record<string, string> | undefined;
}

/**
 * One request to the API. Throws Problem when the server refuses, Offline when no answer came, and
 * the signal's reason when the caller gave up.
 */
export async function call<T>(method: Method, path: string, options: CallOptions = {}): Promise<T> {
  return (await answerOf(await respond(method, path, options))) as T;
}

/** A file that the server makes. Throws as call does. */
export async function fetchFile(path: string, options: CallOptions = {}): Promise<Blob> {
  const response = await respond("GET", path, options);
  try {
    return await response.blob();
  } catch (error) {
    if (options.signal?.aborted) throw error;
    throw new Offline(error); // cut off in the middle
  }
}

async function respond(method: Method, path: string, options: CallOptions): Promise<Response> {
  const { body, signal } = options;
  const raw = body instanceof Blob || body instanceof ArrayBuffer;
  const headers: Record<string, string> = { Accept: "application/json, application/problem+json" };
  headers["Accept-Language"] = document.documentElement.lang || "zh-CN";
  if (body !== undefined) headers["Content-Type"] = raw ? "application/octet-stream" : "application/json";
  const init: RequestInit = { method, headers: { ...headers, ...options.headers }, credentials: "same-origin" };
  if (body !== undefined) init.body = raw ? body : JSON.stringify(body);
  if (signal) init.signal = signal;

  let response: Response;
  try {
    response = await fetch(addressOf(path, options.query), init);
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new Offline(error);
  }
  if (response.ok) {
    tellWarnings(response.headers.get(WARNING_HEADER));
    return response;
  }
  const problem = await problemOf(response);
  if (problem.code === "session.missing") sessionLost("expired");
  if (problem.code === "account.must_change_password") sessionLost("password");
  throw problem;
}

export function addressOf(path: string, query?: Record<string, Value>): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value !== null && value !== undefined) search.set(name, String(value));
  }
  const tail = search.size > 0 ? `?${search}` : "";
  return `/api/v1${path}${tail}`;
}

async function answerOf(response: Response): Promise<unknown> {
  if (response.status === 204) return undefined;
  try {
    return await response.json();
  } catch (error) {
    throw new Offline(error); // cut off in the middle, or a portal's page in place of an answer
  }
}

async function problemOf(response: Response): Promise<Problem> {
  const body: unknown = await response.json().catch(() => null);
  // A gateway without a server behind it answers in HTML: that is no refusal.
  if (!isBody(body)) {
    if (response.status >= 502) throw new Offline(response.status);
    return new Problem({ status: response.status, code: "internal", detail: "" });
  }
  return new Problem({ ...body, status: response.status });
}

function isBody(value: unknown): value is ProblemBody {
  return typeof value === "object" && value !== null && typeof (value as ProblemBody).code === "string";
}
