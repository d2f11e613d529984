// What the rules of the company have been through before anybody looks at them.
import { api, decideByHand, until } from "./server.mjs";

/** A rule with a value that was confirmed, a change that waits, a case that was refused, and a trial run, of which the id is returned. */
export async function ruled(server, people, t) {
  const as = (who, method, path, body) => api(server, people[who].token, method, path, body);
  const window = "/admin/rules/messaging.recall_window";
  await decideByHand(server, people.admin.token);
  await as("admin", "PUT", `/admin/people/${people[1001].id}/roles`, { roles: ["admin"], reason: t.reason });
  const sales = (await as("admin", "GET", "/departments")).items.find((d) => t.places[4].endsWith(`/${d.name}`));
  const scope = { kind: "department", id: sales.id };
  const asked = await as("admin", "POST", `${window}/proposals`, { scope, value: 300, reason: t.reason });
  await as(1001, "POST", `/admin/rule-proposals/${asked.id}/decision`, { confirm: true });
  await as(1001, "POST", `${window}/proposals`, { scope, value: 600, stage: "warn", reason: t.reason });
  // What is larger than a message carries is refused, and the refusal is kept.
  const base64 = (words) => Buffer.from(words).toString("base64");
  const refused = await fetch(`${server.url}/api/v1/uploads`, { method: "POST", headers: {
    authorization: `Bearer ${people[1004].token}`, "tus-resumable": "1.0.0", "upload-length": String(60 << 20),
    "upload-metadata": `filename ${base64("a.zip")},filetype ${base64("application/zip")},purpose ${base64("message")}` } });
  if (refused.status !== 413) throw new Error(`a file that is too large answered ${refused.status}`);
  const now = Date.now() * 1000;
  const trial = await as("admin", "POST", `${window}/trials`, { scope: { kind: "company" }, value: 0, from_at: now - 86_400_000_000, to_at: now });
  await until(async () => (await as("admin", "GET", `/admin/rule-trials/${trial.id}`)).state === "done", "the trial run");
  return trial.id;
}
