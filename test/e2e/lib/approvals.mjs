// What people apply for, without a page.
import { api, password } from "./server.mjs";

/** Applies for something by the newest form of its kind. */
export async function apply(server, who, template, values) {
  const { version } = await api(server, who.token, "GET", `/approval-templates/${template}`);
  return api(server, who.token, "POST", "/approvals", { id: crypto.randomUUID(), template, version, values });
}

/** A leave of so many days, from the first of December on. */
export const leave = (server, who, days, reason) => apply(server, who, "leave", {
  kind: "annual", span: { from: "2026-12-01", to: `2026-12-${String(days).padStart(2, "0")}` }, reason });

/** Does something about an approval as it is now, with the password where it decides. */
export async function act(server, who, id, kind, more = {}) {
  const { version, mine } = await api(server, who.token, "GET", `/approvals/${id}`);
  const [task] = mine.tasks;
  return api(server, who.token, "POST", `/approvals/${id}/acts`, { kind, version, ...(task ? { task_id: task.id } : {}),
    ...(kind === "approve" || kind === "reject" ? { confirm: { password } } : {}), ...more });
}

const said = (words) => ({ "zh-CN": words, en: words });
const person = (id, name, who, more = {}) => ({ id, kind: "approve", name: said(name), who: [{ kind: "person", ids: [who.id] }], how: "all",
  may: { transfer: true, add: true, return: true }, ...more });

/** A form with a field of each kind that carries something, and a way on which people are chosen and asked side by side. */
export const purchase = (people, stroke = false) => ({
  name: said("设备采购"), about: said("买一台设备"), serial: { prefix: "CG", date: "yyyyMM", digits: 4 }, category: "other", effect: "", level: "password",
  who_may_apply: { all: true },
  fields: [
    { id: "what", kind: "text", label: said("设备"), required: true, max_chars: 60 },
    { id: "amount", kind: "amount", label: said("金额"), required: true, decimals: 2, currency: "CNY", width: "half" },
    { id: "quotes", kind: "attachment", label: said("报价单"), max_count: 3 },
    { id: "photo", kind: "image", label: said("照片"), max_count: 4 },
    { id: "before", kind: "related", label: said("相关审批"), max_count: 5 },
    { id: "sign", kind: "signature", label: said("申请人签名") },
  ],
  route: { nobody: "admin", self: "superior", same: "again", steps: [
    { id: "pick", kind: "approve", name: said("经办确认"), who: [{ kind: "chosen", min: 1, max: 2 }], how: "all", stroke, may: { transfer: true, add: true, return: true } },
    { id: "both", kind: "parallel", name: said("会审"), arms: [
      { id: "money", name: said("财务"), when: "", steps: [person("finance", "财务审核", people[1005])] },
      { id: "law", name: said("法务"), when: "", steps: [person("legal", "法务审核", people[1004])] }] },
    person("boss", "总经理审批", people[1001]),
    { id: "told", kind: "cc", name: said("告知"), who: [{ kind: "person", ids: [people[1006].id] }] },
  ] },
});

/** Has an administrator offer a form. */
export const publish = (server, admin, definition) => api(server, admin, "POST", "/admin/approval-templates", { definition });

/** Applies by the form above. */
export const purchased = (server, who, { key, version }, chosen, values = { what: "示波器", amount: "12800" }) => api(server, who.token, "POST", "/approvals", {
  id: crypto.randomUUID(), template: key, version, values, chosen: { pick: chosen.map((one) => one.id) } });

/** One that came back to its applicant, who may choose anew who is asked first. */
async function sentBack(server, people, t) {
  const form = await publish(server, people.admin.token, {
    name: said(t.groups[3]), about: said(t.lines[3]), serial: { prefix: "WC", date: "yyyy", digits: 4 }, category: "other", effect: "", level: "password",
    who_may_apply: { all: true }, fields: [{ id: "what", kind: "text", label: said(t.groups[3]), required: true, max_chars: 200 }],
    route: { nobody: "admin", self: "superior", same: "again", steps: [
      { id: "pick", kind: "approve", name: said(t.posts[1]), who: [{ kind: "chosen", min: 1, max: 2 }], how: "all", may: { transfer: true, add: true, return: true } }] },
  });
  const { id } = await purchased(server, people[1003], form, [people[1002]], { what: t.talk[2] });
  await act(server, people[1002], id, "return_applicant", { text: t.talk[3], onward: true });
  return id;
}

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
  const returned = await sentBack(server, people, t);
  const { id: carded } = await as(1001, "POST", "/conversations/direct", { account_id: people[1003].id });
  return { leave: waits.id, joined: joined.id, returned, carded };
}
