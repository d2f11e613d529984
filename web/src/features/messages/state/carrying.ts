/** Sends the files of a message ahead of it. Fetched late: only messages with files need it. */
import { isProblem } from "../../../platform/api";
import type { Outcome } from "../../../platform/outbox";
import { outcomeOf } from "../../../platform/outbox";
import { uploads } from "../../../platform/uploads";
import { Failed, Unknown } from "../../../platform/uploads/uploads";
import type { Attachment } from "../model/attachments";

/** The ids of the files, in order; or what stands against the message. */
export async function carry(attachments: readonly Attachment[]): Promise<{ ids: string[] } | { outcome: Outcome }> {
  try {
    const engine = await uploads();
    // All go up side by side; the message follows the last of them.
    const files = await Promise.all(attachments.map((one) => one.file ?? engine.ready(one.key)));
    return { ids: files.map((file) => file.id) };
  } catch (error) {
    return { outcome: outcomeFor(error) };
  }
}

function outcomeFor(error: unknown): Outcome {
  if (error instanceof Unknown) return { kind: "refused", problem: { code: "upload.lost", detail: "" } };
  if (error instanceof Failed && error.problem !== null) {
    const { code, detail, params } = error.problem;
    return { kind: "refused", problem: { code, detail, ...(params ? { params } : {}) } };
  }
  return isProblem(error) ? outcomeOf(error.status, error) : { kind: "unknown" };
}

/** The server no longer has them, so they go up again. */
export async function carryAgain(attachments: readonly Attachment[]): Promise<void> {
  const engine = await uploads();
  await Promise.all(attachments.map((one) => engine.renew(one.key)));
}

/** By hand, after a refusal. */
export async function retryCarrying(attachments: readonly Attachment[]): Promise<void> {
  const engine = await uploads();
  await Promise.all(
    attachments.map((one) => (engine.state(one.key)?.phase === "refused" ? engine.retry(one.key) : undefined)),
  );
}

/** The message is gone, one way or the other. */
export async function dropCarried(attachments: readonly Attachment[], sent: boolean): Promise<void> {
  const engine = await uploads();
  await Promise.all(attachments.map((one) => (sent ? engine.release(one.key) : engine.cancel(one.key))));
}
