// What people apply for, without a page.
import { api } from "./server.mjs";

/** Applies for something by the newest form of its kind. */
export async function apply(server, who, template, values) {
  const { version } = await api(server, who.token, "GET", `/approval-templates/${template}`);
  return api(server, who.token, "POST", "/approvals", { id: crypto.randomUUID(), template, version, values });
}

/** A leave of so many days, from the first of December on. */
export const leave = (server, who, days, reason) => apply(server, who, "leave", {
  kind: "annual", span: { from: "2026-12-01", to: `2026-12-${String(days).padStart(2, "0")}` }, reason });

/** Approvals in several states, somebody who acts for another, and the conversation in which a card waits. */
export async function applied(server, people, t) {
  const as = (who, method, path, body) => api(server, people[who].token, method, path, body);
  const waits = await leave(server, people[1003], 2, t.talk[3]);
  await as(1003, "POST", `/approvals/${waits.id}/acts`, { kind: "comment", version: waits.version, text: t.lines[0] });
  const gone = await leave(server, people[1003], 1, t.reason);
  await as(1003, "POST", `/approvals/${gone.id}/acts`, { kind: "withdraw", version: gone.version });
  const departments = (await as(1003, "GET", "/departments")).items;
  const [first, second] = t.places.slice(2, 4).map((place) => departments.find((d) => place.endsWith(`/${d.name}`)).id);
  const joined = await apply(server, people[1003], "collaboration", {
    department: first, description: t.talk[0], departments: [first, second], contact: people[1003].id, remarks: t.draft,
    work: [{ who: first, what: t.talk[6], by: "2026-12-01" }, { who: second, what: t.lines[1], by: "2026-12-08" }] });
  await as(1001, "POST", "/delegations", { to: people[1005].id, until_at: Date.now() * 1000 + 7 * 86_400_000_000, templates: ["leave"], reason: t.lines[1] });
  const { id: carded } = await as(1001, "POST", "/conversations/direct", { account_id: people[1003].id });
  return { leave: waits.id, joined: joined.id, carded };
}
