// A real server with a company of its own, for one test file.
import { execFileSync, spawn } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

export const binary = resolve(process.env.TONGGUI_TEST_BINARY ?? new URL("../../../build/tonggui", import.meta.url).pathname);

/** What everybody chooses, so that a test can log anybody in. */
export const password = "Wanderung-42!";

const canListen = (port) =>
  new Promise((done) => {
    const s = createServer().once("error", () => done(false)).listen(port, "127.0.0.1", () => s.close(() => done(true)));
  });

// Below those that the system gives to connections: between this look and the server's start it could give one away.
async function freePort() {
  for (;;) {
    const port = 10_000 + Math.floor(Math.random() * 20_000);
    if (await canListen(port)) return port;
  }
}

/** Starts `tonggui serve` over an empty folder, or over a copy of one; `setup` gives the one-time link. */
export async function startServer(of) {
  const data = mkdtempSync(join(tmpdir(), "tonggui-e2e-"));
  if (of) cpSync(of, data, { recursive: true });
  const listen = `127.0.0.1:${await freePort()}`;
  const url = `http://${listen}`;
  let child;
  const up = async () => {
    child = spawn(binary, ["serve", "--data", data, "--listen", listen], { stdio: ["ignore", "ignore", "inherit"] });
    for (const until = Date.now() + 30_000; ; ) {
      if (await fetch(`${url}/healthz`).then((r) => r.ok, () => false)) return;
      if (Date.now() > until || child.exitCode !== null) throw new Error("the server did not start");
      await new Promise((r) => setTimeout(r, 20));
    }
  };
  const down = () =>
    new Promise((done) => {
      if (child.exitCode !== null || child.signalCode !== null) return done();
      child.once("exit", done);
      child.kill("SIGTERM");
    });
  await up();
  return {
    url,
    data,
    up,
    down,
    run: (...args) => JSON.parse(execFileSync(binary, [...args, "--data", data, "--listen", listen, "--json"], { encoding: "utf8" })),
    stop: async () => {
      await down();
      rmSync(data, { recursive: true, force: true });
    },
  };
}

/** One call of the API; a refusal throws its code. Who is asked to wait waits, as every client does. */
export async function api(server, token, method, path, body) {
  const r = await fetch(`${server.url}/api/v1${path}`, {
    method,
    headers: {
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...(body === undefined ? {} : { "content-type": body instanceof Buffer ? "application/octet-stream" : "application/json" }),
    },
    body: body === undefined || body instanceof Buffer ? body : JSON.stringify(body),
  });
  const text = await r.text();
  if (r.status === 429) {
    await new Promise((done) => setTimeout(done, JSON.parse(text).params.retry_after_s * 1000));
    return api(server, token, method, path, body);
  }
  if (!r.ok) throw new Error(`${method} ${path}: ${r.status} ${text}`);
  return text ? JSON.parse(text) : null;
}

/** Makes the first administrator by the one-time link and returns their token. */
export async function setUp(server, company = "远山仪器", name = "管理员") {
  const token = server.run("setup").url.split("#")[1];
  const entered = await api(server, null, "POST", "/setup", { token, company, number: "admin", name, password });
  return entered.token;
}

export const roster = [
  ["工号", "姓名", "部门", "岗位", "手机", "邮箱", "直属上级工号", "状态"],
  ["1001", "沈知远", "远山仪器", "总经理", "13800000001", "1001@example.com", "", "在职"],
  ["1002", "柳明溪", "远山仪器/研发部", "部门负责人", "13800000002", "1002@example.com", "1001", "在职"],
  ["1003", "高远舟", "远山仪器/研发部", "工程师", "13800000003", "1003@example.com", "1002", "在职"],
  ["1004", "单小满", "远山仪器/研发部", "工程师", "13800000004", "1004@example.com", "1002", "在职"],
  ["1005", "曾若谷", "远山仪器/销售部", "部门负责人", "13800000005", "1005@example.com", "1001", "在职"],
  ["1006", "唐一诺", "远山仪器/销售部", "销售", "13800000006", "1006@example.com", "1005", "在职"],
];

export const csv = (rows) => Buffer.from(`\ufeff${rows.map((r) => r.join(",")).join("\r\n")}\r\n`);

/** Waits until ask() gives something. */
export async function until(ask, what = "it") {
  for (const end = Date.now() + 20_000; ; ) {
    const got = await ask();
    if (got) return got;
    if (Date.now() > end) throw new Error(`waited in vain for ${what}`);
    await new Promise((r) => setTimeout(r, 25));
  }
}

/** Brings a roster in, or only rehearses it, and returns the id of the import. */
export async function importRoster(server, admin, file, apply = true) {
  const { id } = await api(server, admin, "POST", "/admin/imports?file_name=roster.csv", file);
  const state = (want) => until(async () => {
    const i = await api(server, admin, "GET", `/admin/imports/${id}`);
    if (i.state === "failed") throw new Error(`import failed: ${i.error_code}`);
    return i.state === want && i;
  }, `the import to be ${want}`);
  await state("rehearsed");
  if (!apply) return id;
  await api(server, admin, "POST", `/admin/imports/${id}/apply`, { mode: "good_rows" });
  await state("applied");
  return id;
}

/** Hands out what an import asks for; those named (or all) choose their password. Returns them by number, with id and token. */
export async function letIn(server, admin, importId, numbers) {
  const slips = await api(server, admin, "POST", "/admin/initial-passwords", { import_id: importId });
  const people = {};
  for (const s of slips.items.filter((slip) => numbers === undefined || numbers.includes(slip.number))) {
    const first = await api(server, null, "POST", "/session", { number: s.number, password: s.initial_password });
    await api(server, first.token, "PUT", "/session/password", { current: s.initial_password, next: password });
    const { token, me } = await api(server, null, "POST", "/session", { number: s.number, password });
    people[s.number] = { id: me.account.id, name: me.account.name, number: s.number, token };
  }
  return people;
}

/** Imports a roster, and everybody in it comes in. */
export const moveIn = async (server, admin, rows = roster) => letIn(server, admin, await importRoster(server, admin, csv(rows)));

/** Has administrators decide on changes of rules by themselves, as a company does that does not have them approved. */
export const decideByHand = (server, admin) => api(server, admin, "PUT", "/admin/approval-templates/rule_change/state", { enabled: false });

/** Has one administrator ask for a value of a rule and another one confirm it. */
export async function changeRule(server, asks, confirms, rule, change) {
  await decideByHand(server, asks);
  const { id } = await api(server, asks, "POST", `/admin/rules/${rule}/proposals`, change);
  return api(server, confirms, "POST", `/admin/rule-proposals/${id}/decision`, { confirm: true });
}

/** Where `npm test` keeps a company into which everybody has moved, for all files to begin with. */
export const furnished = new URL("../results/company/", import.meta.url).pathname;

/** What tells one build of the program from another. */
export const build = () => `${statSync(binary).size} ${statSync(binary).mtimeMs}`;

/** A server with the company of the roster above: `admin` is their token, `people` are all by number. */
export async function startCompany() {
  let kept;
  try {
    kept = JSON.parse(readFileSync(join(furnished, "people.json"), "utf8"));
  } catch {} // a file that runs alone does without
  if (kept?.build === build()) return { server: await startServer(join(furnished, "data")), admin: kept.admin, people: kept.people };
  const server = await startServer();
  const admin = await setUp(server);
  return { server, admin, people: await moveIn(server, admin) };
}
