// Every screen, and how a person gets there.
import { still } from "./browser.mjs";
import { png } from "./pictures.mjs";
import { api } from "./server.mjs";

const RULE = "/admin/rules/messaging.recall_window";
const label = (page, words) => page.getByRole("button", { name: words, exact: true });
const chat = (w) => `/messages/${w.group}`;
const box = (p, w) => p.getByRole("textbox", { name: w.t("messages:composer.placeholder", { name: "" }).trim() });

/** The conversation is there, and at a desk its box has taken the focus. */
async function atChat(p, w) {
  await box(p, w).waitFor();
  await p.getByRole("list", { name: w.t("messages:chat.log") }).locator("[data-message]").last().waitFor();
  await p.waitForFunction(() => matchMedia("(pointer: coarse)").matches || document.activeElement?.tagName === "TEXTAREA");
}

async function openInfo(p, w) {
  const panel = p.getByRole("complementary", { name: w.t("messages:chat.info") }).or(p.getByRole("dialog", { name: w.t("messages:chat.info") }));
  const button = label(p, w.t("messages:chat.info"));
  await atChat(p, w);
  if ((await button.getAttribute("aria-pressed")) !== "true") await button.click();
  await panel.getByText(w.names[4]).first().waitFor();
}

async function openNew(p, w, key) {
  await label(p, w.t("messages:list.new")).click();
  await p.getByRole("menuitem", { name: w.t(key) }).click();
  await p.getByRole("dialog").waitFor();
}

async function choose(p, button, ...files) {
  const chooser = p.waitForEvent("filechooser");
  await button.click();
  await (await chooser).setFiles(files);
}
const picture = { name: "IMG_2041.png", mimeType: "image/png", buffer: png(640, 480) };
const lying = { name: "Assembly drawing, second revision, signed by all, A-2041.PNG", mimeType: "image/png", buffer: Buffer.from("no picture ".repeat(40)) };

/** Gives somebody a fresh initial password. */
export async function newcomer(server, w, number) {
  const reset = await api(server, w.people.admin.token, "POST", `/admin/people/${w.people[number].id}/reset-password`, { reason: "e2e" });
  const { token } = await api(server, null, "POST", "/session", { number, password: reset.initial_password });
  return { token, link: reset.link };
}

/** name, who, address, what is done there; the last thing awaited is what the picture must show. */
export const screens = [
  ["login", null, () => "/login", (p, w) => label(p, w.t("login:submit")).waitFor()],
  ["login-failed", null, () => "/login", async (p, w) => {
    await p.getByLabel(w.t("login:number")).fill("1002");
    await p.getByLabel(w.t("login:password"), { exact: true }).fill("not it");
    await label(p, w.t("login:submit")).click();
    await p.getByText(w.t("problem:login.failed")).waitFor();
  }],
  ["login-frozen", null, () => "/login?why=frozen", (p, w) => p.getByText(w.t("login:why.frozen")).waitFor()],
  ["setup", null, (w) => w.setup, (p, w) => p.getByLabel(w.t("login:setup.company")).waitFor()],
  ["welcome", "newcomer", (w) => w.newcomer.link, (p, w) => label(p, w.t("login:welcome.submit")).waitFor()],
  ["first-password", "newcomer", () => "/messages", async (p, w) => {
    await p.getByLabel(w.t("login:next"), { exact: true }).fill("abc12345");
    await p.getByLabel(w.t("login:again")).fill("abc");
    await label(p, w.t("login:password.submit")).click();
  }],
  ["unreachable", 1002, () => "/messages", (p, w) => p.getByText(w.t("ui:page.offline")).waitFor(), { offline: true }],
  ["messages", 1002, () => "/messages", (p, w) => p.getByRole("list", { name: w.t("messages:list.label") }).getByText(w.names[0]).waitFor()],
  ["messages-empty", 1021, () => "/messages", (p, w) => p.getByText(w.t("messages:list.empty")).waitFor()],
  ["chat", 1002, chat, async (p, w) => {
    await atChat(p, w);
    await p.getByRole("list", { name: w.t("messages:chat.log") }).getByText("example.com").waitFor();
  }],
  ["chat-direct", 1002, (w) => `/messages/${w.direct}`, atChat],
  ["chat-menu", 1002, chat, async (p, w) => {
    await atChat(p, w);
    const row = p.getByRole("list", { name: w.t("messages:chat.log") }).locator("[data-message]").last();
    await row.focus();
    await row.press("Enter");
    await p.getByRole("menuitem", { name: w.t("chat-act:act.copy") }).waitFor();
  }],
  ["chat-info", 1002, chat, openInfo],
  ["chat-emoji", 1002, chat, async (p, w) => {
    await atChat(p, w);
    await label(p, w.t("messages:composer.emoji")).click();
    await p.getByPlaceholder(w.t("messages:emoji.search")).waitFor();
  }],
  ["chat-readers", 1002, chat, async (p, w) => {
    await label(p, w.t("messages:message.read_by", { n: 1 })).last().click();
    await p.getByRole("dialog").getByText(w.names[2]).waitFor();
  }],
  ["new-group", 1002, () => "/messages", async (p, w) => {
    await openNew(p, w, "messages:group.create");
    const people = p.getByRole("dialog").getByRole("option");
    await people.nth(0).click();
    await people.nth(1).click();
    await p.getByText(w.t("messages:group.pick")).first().waitFor();
  }],
  ["add-members", 1003, chat, async (p, w) => {
    await openInfo(p, w);
    await label(p, w.t("messages:group.add")).last().click();
    await p.getByRole("dialog").getByText(w.t("messages:group.history_none")).waitFor();
  }],
  ["quick-search", 1002, () => "/messages", async (p, w) => {
    await p.getByRole("list", { name: w.t("messages:list.label") }).waitFor();
    await p.getByRole("button", { name: new RegExp(`^${w.t("messages:list.search")}`) }).click();
    await p.getByRole("combobox").fill(w.names[4].slice(0, 2));
    await p.getByRole("dialog").getByRole("option", { name: w.names[4] }).first().waitFor();
  }],
  ["directory", 1003, () => "/directory", (p, w) => p.getByText(w.places[1].split("/")[1]).first().waitFor()],
  ["directory-search", 1003, () => "/directory", async (p, w) => {
    await p.getByRole("textbox", { name: w.t("directory:search.placeholder") }).fill(w.names[0].slice(0, 1));
    await p.getByRole("option").first().waitFor();
  }],
  ["person", 1003, (w) => `/directory/${w.people[1002].id}`, (p) => p.getByText("1002@example.com").waitFor()],
  ["settings", 1003, () => "/settings", (p, w) => p.getByText(w.names[2]).first().waitFor()],
  ["settings-profile", 1003, () => "/settings/profile", (p, w) => p.getByText(w.t("settings:profile.facts")).waitFor()],
  ["settings-general", 1003, () => "/settings/general", (p, w) => p.getByText(w.t("settings:zone")).first().waitFor()],
  ["settings-messages", 1003, () => "/settings/messages", (p, w) => p.getByText(w.t("settings:enter_sends")).waitFor()],
  ["settings-devices", 1003, () => "/settings/devices", (p, w) => p.getByText(w.t("settings:devices.current"), { exact: true }).waitFor()],
  ["settings-passkeys", 1003, () => "/settings/passkeys", (p, w) => p.getByText(w.t("settings:passkeys.impossible_text")).waitFor()],
  ["settings-privacy", 1003, () => "/settings/privacy", async (p, w) => {
    await api(w.server, w.people.admin.token, "GET", `/admin/audit?about_id=${w.people[1003].id}`);
    await p.reload();
    await p.getByText(w.t("audit:action.audit.read")).first().waitFor();
  }],
  ["admin-people", "admin", () => "/admin/people", (p, w) => p.getByText(w.names[0]).waitFor()],
  ["admin-freeze", "admin", () => "/admin/people", async (p, w) => {
    await label(p, w.t("admin:people.acts_on", { name: w.names[0] })).click();
    await p.getByRole("menuitem", { name: w.t("admin:act.freeze") }).click();
    await p.getByLabel(w.t("admin:reason.label")).waitFor();
  }],
  ["calendar", "admin", () => "/admin/calendar?year=2026", (p) => p.locator("[data-day='2026-10-01'][data-kind=off]").waitFor()],
  ["calendar-day", "admin", () => "/admin/calendar?year=2026", async (p, w) => {
    await p.locator("[data-day='2026-10-10']").click();
    await p.getByRole("dialog").getByText(w.t("calendar:kind.works"), { exact: true }).click();
    await p.getByRole("dialog").getByRole("switch").click();
    await p.getByRole("group", { name: w.t("calendar:day_dialog.hours") }).waitFor();
  }],
  ["calendar-hours", "admin", () => "/admin/calendar?part=hours", (p, w) => p.getByText(w.t("calendar:sites.title")).waitFor()],
  ["calendar-import", "admin", () => "/admin/calendar?part=sources", async (p, w) => {
    await label(p, w.t("calendar:import.open")).click();
    await p.getByLabel(w.t("calendar:import.paste")).waitFor();
    await still(p); // the window has come to its place
    await p.getByLabel(w.t("calendar:import.paste")).fill('{"year": 2026, "days": [{"name": "2026", "date": "2026-01-01", "isOffDay": true}]}');
    await p.getByLabel(w.t("calendar:import.year"), { exact: true }).fill("2026");
    await label(p, w.t("calendar:import.rehearse")).click();
    await p.getByText(w.t("calendar:import.read", { off: 1, work: 0 })).waitFor();
  }],
  ["calendar-changes", "admin", () => "/admin/calendar?part=changes", (p, w) => p.getByText(w.t("calendar:changes.version", { n: 1 })).waitFor()],
  ["admin-roles", "admin", () => "/admin/people", async (p, w) => {
    await label(p, w.t("admin:people.acts_on", { name: w.names[0] })).click();
    await p.getByRole("menuitem", { name: w.t("admin:act.roles") }).click();
    await p.getByRole("checkbox", { name: w.t("admin:role.audit_admin") }).first().waitFor();
  }],
  ["admin-audit", "admin", () => "/admin/audit", (p, w) => p.getByRole("list", { name: w.t("audit:view.log") }).getByRole("listitem").nth(5).waitFor()],
  ["admin-audit-record", "admin", () => "/admin/audit?action=roster.import", async (p, w) => {
    await p.getByRole("list", { name: w.t("audit:view.log") }).getByRole("listitem").last().getByRole("button").click();
    await label(p.getByRole("dialog"), w.t("audit:proof.ask")).click();
    await p.getByText(w.t("audit:proof.holds")).waitFor();
  }],
  ["admin-audit-state", "admin", () => "/admin/audit?view=state", (p, w) => p.getByText(w.t("audit:outside.none"), { exact: true }).waitFor()],
  ["import", "admin", () => "/admin/import", (p, w) => label(p, w.t("admin:import.choose")).waitFor()],
  ["import-faults", "admin", (w) => `/admin/import/${w.rehearsed}`, (p) => p.getByText("=2+5").first().waitFor()],
  ["import-apply", "admin", (w) => `/admin/import/${w.rehearsed}`, async (p, w) => {
    await label(p, w.t("admin:import.apply")).click();
    await p.getByRole("dialog").getByText(w.t("admin:apply.good_rows")).waitFor();
  }],
  ["import-applied", "admin", (w) => `/admin/import/${w.applied}`, (p, w) => label(p, w.t("admin:hand_out.all")).waitFor()],
  ["slips", "admin", (w) => `/admin/import/${w.applied}`, async (p, w) => {
    await label(p, w.t("admin:hand_out.all")).click();
    await label(p.getByRole("dialog"), w.t("admin:hand_out.go")).click();
    await p.getByText(w.t("admin:slip.what")).first().waitFor();
  }],
  ["regulations", 1003, () => "/regulations", (p, w) => p.getByRole("list", { name: w.t("regulations:title") }).getByText(w.t("regulations:built_in")).waitFor()],
  ["regulation", 1003, () => "/regulations", async (p, w) => {
    await p.getByRole("list", { name: w.t("regulations:title") }).getByRole("link").filter({ hasText: w.t("regulations:built_in") }).click();
    await p.getByRole("list", { name: w.t("regulations:clause.rules") }).first().locator("xpath=ancestor::section[1]").getByRole("button").first().click();
    await p.getByText(w.t("regulations:clause.never_changed")).waitFor();
  }],
  ["regulation-import", "admin", () => "/regulations/import", async (p, w) => {
    await p.getByText(w.t("regulations:import.way_paste"), { exact: true }).click();
    await p.getByRole("textbox", { name: w.t("regulations:import.paste") }).waitFor();
  }],
  ["regulation-doubts", "admin", (w) => `/regulations/import/${w.regulationImport}`, (p, w) => label(p, w.t("regulations:doubts.change")).first().waitFor()],
  ["regulation-apply", "admin", (w) => `/regulations/import/${w.regulationImport}`, async (p, w) => {
    await label(p, w.t("regulations:apply.button")).click();
    await p.getByRole("dialog").getByRole("switch").waitFor();
  }],
  ["rules", "admin", () => "/admin/rules", (p, w) => p.getByRole("list", { name: w.t("rules:tab.rules") }).getByRole("listitem").first().waitFor()],
  ["rule", "admin", () => RULE, (p, w) => p.getByRole("region", { name: w.t("rules:history.title") }).getByRole("listitem").first().waitFor()],
  ["rule-change", "admin", () => RULE, async (p, w) => {
    await label(p, w.t("rules:change.open")).click();
    await p.getByRole("dialog").getByLabel(w.t("rules:change.value"), { exact: true }).fill("9999");
    await p.getByRole("dialog").getByLabel(w.t("rules:change.unit")).selectOption("day");
    await p.getByRole("alert").waitFor();
  }],
  ["rule-proposals", "admin", () => "/admin/rules/proposals", (p, w) => label(p, w.t("rules:proposal.confirm")).first().waitFor()],
  ["rule-trial", "admin", (w) => `/admin/rules/trials/${w.trial}`, (p, w) => p.getByRole("region", { name: w.t("rules:trial.table") }).waitFor()],
  ["rule-evidence", "admin", () => "/admin/rules/evidence", (p, w) => p.getByRole("list", { name: w.t("rules:tab.evidence") }).getByRole("listitem").first().waitFor()],
  ["rule-read", 1003, () => RULE.replace("/admin", ""), (p, w) => p.getByRole("region", { name: w.t("rules:history.title") }).getByRole("listitem").first().waitFor()],
  ["acknowledge", 1002, (w) => `/regulations/${w.safety}`, (p, w) => label(p, w.t("acknowledgement:bar.sign")).waitFor()],
  ["acknowledge-sign", 1002, (w) => `/regulations/${w.safety}`, async (p, w) => {
    await label(p, w.t("acknowledgement:bar.sign")).click();
    await label(p, w.t("acknowledgement:sign.go")).waitFor();
  }],
  ["acknowledgements", 1002, () => "/regulations/acknowledgements", (p, w) => p.getByRole("list", { name: w.t("acknowledgement:part.waiting") }).waitFor()],
  ["acknowledgements-done", 1003, () => "/regulations/acknowledgements?part=done", (p, w) => p.getByText(w.t("acknowledgement:proof.pdf")).waitFor()],
  ["acknowledgements-others", "admin", () => "/regulations/acknowledgements?part=others", (p, w) => p.getByRole("progressbar").waitFor()],
  ["acknowledgement-state", "admin", (w) => `/regulations/acknowledgements/${w.safety}?state=all`, (p, w) => p.getByRole("list", { name: w.t("acknowledgement:people.list") }).getByText(w.names[2]).waitFor()],
  ["acknowledgement-demand", "admin", (w) => `/regulations/acknowledgements/${w.safety}`, async (p, w) => {
    await label(p, w.t("acknowledgement:demand.settle")).click();
    await p.getByRole("radio", { name: w.t("acknowledgement:demand.some") }).check();
    await p.getByRole("checkbox", { name: w.places[1].split("/")[1] }).check();
  }],
  ["regulation-versions", 1003, (w) => `/regulations/${w.regulation}/versions`, (p, w) => p.getByRole("list", { name: w.t("regulations:part.versions") }).getByRole("link").waitFor()],
  ["regulation-redline", "admin", (w) => `/regulations/${w.regulation}/versions?from=1&to=2`, (p) => p.locator("ins").first().waitFor()],
  ["regulation-draft", "admin", (w) => `/regulations/${w.regulation}/draft`, (p, w) => label(p, w.t("regulations:draft.add_end")).waitFor()],
  ["regulation-node", "admin", (w) => `/regulations/${w.regulation}/draft`, async (p, w) => {
    await label(p, w.t("regulations:draft.add_end")).click();
    await p.getByRole("dialog").getByLabel(w.t("regulations:node.text")).waitFor();
  }],
  ["regulation-publish", "admin", (w) => `/regulations/${w.regulation}/draft`, async (p, w) => {
    await label(p, w.t("regulations:publish.button")).click();
    await p.getByText(w.t("regulations:publish.at"), { exact: true }).click();
    await p.getByRole("dialog").locator("input[type=datetime-local]").waitFor();
  }],
  ["regulation-links", "admin", (w) => `/regulations/${w.regulation}`, async (p, w) => {
    await p.getByRole("article").locator("section").nth(1).getByRole("button").first().click();
    await label(p, w.t("regulations:links.button")).click();
    await p.getByRole("dialog").getByRole("checkbox").first().waitFor();
  }],
  ["regulation-coverage", "admin", () => "/regulations", async (p, w) => {
    await p.getByRole("list", { name: w.t("regulations:title") }).getByRole("link").filter({ hasText: w.t("regulations:built_in") }).click();
    await p.getByRole("tab", { name: w.t("regulations:part.coverage") }).click();
    await p.getByText(w.t("regulations:coverage.xlsx")).waitFor();
  }],
  ["approvals-new", 1003, () => "/approvals/new", (p, w) => p.getByRole("heading", { name: w.t("approval-form:category.collaboration") }).waitFor()],
  ["approval-apply", 1003, () => "/approvals/new/collaboration", async (p, w) => {
    await label(p, w.t("approval-form:rows.add")).click();
    await p.getByRole("list", { name: w.t("approval-form:route.title") }).waitFor();
    await label(p, w.t("approval-form:apply.send")).click();
    await p.getByRole("alert").first().waitFor();
  }],
  ["approval-templates", "admin", () => "/admin/approval-templates", (p, w) => p.getByRole("list", { name: w.t("approval-designer:list.title") }).getByRole("switch").first().waitFor()],
  ["approval-design", "admin", () => "/admin/approval-templates/collaboration", async (p, w) => {
    await p.getByRole("list", { name: w.t("approval-designer:form.fields") }).locator("[data-select]").nth(1).click();
    await p.getByLabel(w.t("approval-designer:field.id"), { exact: true }).waitFor();
  }],
  ["approval-route", "admin", () => "/admin/approval-templates/collaboration", async (p, w) => {
    await p.getByRole("tab", { name: w.t("approval-designer:part.route") }).click();
    await label(p, w.t("approval-designer:route.add")).first().click();
    await p.getByRole("menuitem", { name: w.t("approval-designer:step.branch") }).click();
    await p.getByText(w.t("approval-designer:step.branch_about")).waitFor();
  }],
  ["approval-attempt", "admin", () => "/admin/approval-templates/collaboration", async (p, w) => {
    await p.getByRole("tab", { name: w.t("approval-designer:part.attempt") }).click();
    await p.getByRole("list", { name: w.t("approval-form:route.title") }).waitFor();
  }],
  ["files", 1003, () => "/files", async (p, w) => {
    await p.getByRole("heading", { name: w.t("files:title") }).waitFor();
    await choose(p, label(p, w.t("files:upload.button")).first(), picture);
    const open = p.getByRole("button", { name: w.t("files:open", { name: picture.name }) }).first();
    await open.locator("img[data-there]").waitFor();
  }],
  ["files-share", 1003, () => "/files", async (p, w) => {
    await label(p, w.t("files:more", { name: picture.name })).first().click();
    await p.getByRole("menuitem", { name: w.t("files:share_short") }).click();
    await p.getByRole("dialog").getByRole("option").first().waitFor();
  }],
  ["chat-writing", 1003, chat, async (p, w) => {
    await atChat(p, w);
    // The second is no picture, and says so where it lies.
    await choose(p, label(p, w.t("chat-write:attach.files")), picture, lying);
    await p.getByRole("alert").getByText(w.t("problem:file.type_wrong")).waitFor();
    await box(p, w).fill("**24 V**, see `A-2041`");
    await p.getByRole("region", { name: w.t("chat-write:preview.label") }).waitFor();
  }],
  ["chat-editor", 1003, chat, async (p, w) => {
    const on = label(p, w.t("chat-write:format.on"));
    await on.or(label(p, w.t("chat-write:format.off"))).waitFor();
    if (await on.isVisible()) await on.click();
    const editor = p.locator("[contenteditable=true]");
    await editor.click();
    for (const key of ["Control+a", "Backspace", "Control+b"]) await editor.press(key);
    await p.keyboard.type("24 V");
    await editor.press("Shift+Enter");
    await p.keyboard.type("- A-2041");
    await editor.locator("li").getByText("A-2041").waitFor();
  }],
  ["approvals", 1001, () => "/approvals", (p, w) => p.getByRole("list", { name: w.t("approvals:box.waiting") }).getByRole("link").first().waitFor()],
  ["approvals-narrowed", 1003, () => "/approvals?box=mine&state=withdrawn", (p, w) => p.getByRole("list", { name: w.t("approvals:box.mine") }).getByRole("link").waitFor()],
  ["approvals-batch", 1001, () => "/approvals", async (p, w) => {
    await p.getByRole("list", { name: w.t("approvals:box.waiting") }).getByRole("link").first().waitFor();
    await label(p, w.t("approvals:batch.choose")).click();
    await p.getByRole("checkbox").first().check();
  }],
  ["approvals-none", 1021, () => "/approvals?box=copied", (p, w) => p.getByText(w.t("approvals:none.copied")).waitFor()],
  ["approval", 1001, (w) => `/approvals/${w.leave}`, (p, w) => p.getByRole("region", { name: w.t("approvals:part.route") }).waitFor()],
  ["approval-rows", 1003, (w) => `/approvals/${w.joined}?box=mine`, (p, w) => p.getByRole("region", { name: w.t("approvals:part.route") }).waitFor()],
  ["approval-agree", 1001, (w) => `/approvals/${w.leave}`, async (p, w) => {
    await label(p, w.t("approvals:act.approve")).click();
    await p.getByRole("dialog").getByLabel(w.t("approvals:confirm.password")).waitFor();
  }],
  ["approval-add", 1001, (w) => `/approvals/${w.leave}`, async (p, w) => {
    await label(p, w.t("approvals:more")).last().click();
    await p.getByRole("menuitem", { name: w.t("approvals:act.add") }).click();
    await p.getByRole("dialog").getByText(w.t("approvals:add.add_after_text")).waitFor();
  }],
  ["approval-phrases", 1001, (w) => `/approvals/${w.leave}`, async (p, w) => {
    await label(p, w.t("approvals:act.approve")).click();
    await label(p.getByRole("dialog"), w.t("approvals:phrases.edit")).click();
    await label(p.getByRole("dialog"), w.t("approvals:phrases.save")).waitFor();
  }],
  ["approval-returned", 1003, (w) => `/approvals/${w.returned}?box=mine`, (p, w) => p.getByText(w.t("approvals:returned_by", { name: w.names[1] })).waitFor()],
  ["approval-resubmit", 1003, (w) => `/approvals/${w.returned}?box=mine`, async (p, w) => {
    await label(p, w.t("approvals:act.resubmit")).click();
    await p.getByRole("dialog").getByText(w.names[1]).last().scrollIntoViewIfNeeded();
  }],
  ["approval-hidden", 1021, (w) => `/approvals/${w.leave}`, (p, w) => p.getByText(w.t("approvals:gone_text")).waitFor()],
  ["approval-card", 1001, (w) => `/messages/${w.carded}`, (p, w) => p.locator("[data-approval]").getByText(w.t("approvals:card.waits")).first().waitFor()],
  ["delegations", 1001, () => "/approvals/delegations", (p, w) => label(p, w.t("approvals:delegation.end")).waitFor()],
  ["delegation-new", 1001, () => "/approvals/delegations", async (p, w) => {
    await label(p, w.t("approvals:delegation.new")).click();
    await p.getByRole("dialog").getByText(w.t("approvals:delegation.kinds_some"), { exact: true }).click();
    await p.getByRole("dialog").getByRole("checkbox").first().waitFor();
  }],
  ["approval-statistics", "admin", () => "/admin/approvals", (p, w) => p.getByText(w.t("approvals:office.p90")).first().waitFor()],
  ["approval-effects", "admin", () => "/admin/approvals/effects", (p, w) => p.getByText(w.t("approvals:office.effect_none_failed")).waitFor()],
  ["nowhere", 1003, () => "/no-such-page", (p, w) => p.getByText(w.t("ui:page.not_found"), { exact: true }).waitFor()],
];
