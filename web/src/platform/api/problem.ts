/** What the server says when it refuses (RFC 9457). `code` and `params` are stable, `detail` is words. */
export interface ProblemBody {
  status: number;
  code: string;
  detail: string;
  params?: Record<string, unknown>;
  fields?: ProblemField[];
  rule?: ProblemRule;
  request_id?: string;
}

export interface ProblemField {
  /** Where it is: "body.name". */
  field: string;
  code: string;
  params?: Record<string, unknown>;
}

/** The rule of the company that stands behind a refusal, and what one may do instead. */
export interface ProblemRule {
  id: string;
  clause: { document: string; version: string; number: string; text: string; regulation_id?: string; node_id?: string };
  since_at?: number;
  value?: unknown;
  way?: { code: string };
}

/** The server answered, and the answer was no. */
export class Problem extends Error {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly params: Record<string, unknown>;
  readonly fields: ProblemField[];
  readonly rule: ProblemRule | undefined;
  readonly requestId: string;

  constructor(body: ProblemBody) {
    super(`${body.status} ${body.code}`);
    this.name = "Problem";
    this.status = body.status;
    this.code = body.code;
    this.detail = body.detail;
    this.params = body.params ?? {};
    this.fields = body.fields ?? [];
    this.rule = body.rule;
    this.requestId = body.request_id ?? "";
  }
}

/** No answer came: no network, no server, or something in between that speaks another language. */
export class Offline extends Error {
  constructor(cause?: unknown) {
    super("no answer", { cause });
    this.name = "Offline";
  }
}

export function isProblem(error: unknown, code?: string): error is Problem {
  return error instanceof Problem && (code === undefined || error.code === code);
}

export function isOffline(error: unknown): error is Offline {
  return error instanceof Offline;
}
