/** TEMPORARY until platform/api is there. */
export interface Problem {
  status: number;
  code: string;
  detail: string;
  params?: Record<string, unknown>;
  rule?: { id: string; clause: { document: string; version: string; number: string; text: string }; way?: { code: string } };
  [key: string]: unknown;
}

export class ProblemError extends Error implements Problem {
  status = 0;
  code = "";
  detail = "";
  [key: string]: unknown;
}

export function isProblem(error: unknown): error is ProblemError {
  return error instanceof ProblemError;
}

type Value = string | number | boolean | null | undefined;

export async function call<T>(
  method: string,
  path: string,
  o: { query?: Record<string, Value>; body?: unknown; signal?: AbortSignal | undefined } = {},
): Promise<T> {
  const url = new URL(`/api/v1${path}`, window.location.href);
  for (const [k, v] of Object.entries(o.query ?? {})) if (v !== null && v !== undefined) url.searchParams.set(k, String(v));
  const init: RequestInit = { method };
  if (o.body !== undefined) {
    init.body = JSON.stringify(o.body);
    init.headers = { "Content-Type": "application/json" };
  }
  if (o.signal) init.signal = o.signal;
  const res = await fetch(url, init);
  if (res.ok) return (res.status === 204 ? undefined : await res.json()) as T;
  throw Object.assign(new ProblemError(String(res.status)), await res.json().catch(() => ({})), { status: res.status });
}
