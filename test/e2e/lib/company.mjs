// A company to look at, with talk in it, in either language: names that are long and short, groups
// with and without a count, a draft, a mention, a recall, an address that has to be broken.
import { applied as appliedFor } from "./approvals.mjs";
import { layDown, publishRegulation } from "./regulations.mjs";
import { ruled } from "./rules.mjs";
import { api, csv, importRoster, letIn, setUp } from "./server.mjs";

const tables = {
  "zh-CN": {
    head: ["工号", "姓名", "部门", "岗位", "职级", "手机", "邮箱", "直属上级工号", "入职日期", "状态"],
    status: "在职",
    places: ["远山仪器", "远山仪器/研发中心", "远山仪器/研发中心/嵌入式组", "远山仪器/研发中心/算法与标定组", "远山仪器/销售部", "远山仪器/客户服务与现场支持部"],
    posts: ["总经理", "部门负责人", "工程师", "高级算法工程师", "客户经理", "现场支持"],
    names: ["沈知远", "柳明溪", "高远舟", "单小满", "曾若谷", "唐一诺", "欧阳静怡", "仇天佑", "解思齐", "阿依古丽·买买提", "顾念", "韩松涛",
      "冯若曦", "邓子安", "许知夏", "魏长风", "蒋书瑶", "陆星野", "夏侯明", "江予白", "温如玉", "卓一然"],
    groups: ["样机联调与现场支持协作群", "研发中心", "华东区大客户项目跟进与验收沟通群", "午餐"],
    talk: ["传感器标定数据已经整理好，零点漂移比上一版小一半。", "收到，明天上午 9:30 评审，请把曲线图也带上 👍",
      "https://example.com/very/long/address/that/must/wrap/and/not/push/the/page/wider/than/the/window",
      "现场的温控箱今天下午到，麻烦留一个靠窗的工位。\n另外别忘了备用的电源线。", "报价写错了，请忽略", "好的", "我这边没有问题，可以按原计划推进。"],
    lines: ["在吗？合同第三条的付款节点想再跟你确认一下", "周报模板发你邮箱了", "谢谢！", "今天食堂有酸菜鱼"],
    reason: "销售同事经常在路上发消息", draft: "关于验收标准，我想补充两点：", note: "周五前：给王工回电话；订高铁票",
  },
  en: {
    head: ["employee number", "name", "department", "position", "grade", "mobile", "email", "superior number", "joined on", "status"],
    status: "active",
    places: ["Farhill", "Farhill/Research and Development", "Farhill/Research and Development/Embedded Systems", "Farhill/Research and Development/Calibration", "Farhill/Sales", "Farhill/Customer Service and Field Support"],
    posts: ["General Manager", "Head of Department", "Engineer", "Senior Algorithm Engineer", "Account Manager", "Field Support"],
    names: ["Edith Crawford", "Owen Blake", "Maria Fernandez", "Tom Reed", "Anneliese Hohenstein-Wallenberg", "Li Na", "Grace Obi", "Ken Sato", "Ines Duarte",
      "Bartholomew Featherstonehaugh", "Amy Poe", "Hugh Lane", "Rosa Klein", "Ian Moss", "Vera Lind", "Noah Grant", "Lucy Ash", "Karl Berg", "Dana Wood", "Paul Dean", "Ruth Hay", "Nina Fox"],
    groups: ["Prototype bring-up and field support coordination", "Research", "Eastern region key accounts: follow-up and acceptance", "Lunch"],
    talk: ["The calibration data is ready, and the zero drift is half of what it was.", "Thanks. Review is tomorrow at 9:30, please bring the curves as well 👍",
      "https://example.com/very/long/address/that/must/wrap/and/not/push/the/page/wider/than/the/window",
      "The climate chamber arrives this afternoon, please keep a desk by the window free.\nAnd do not forget the spare power cable.", "Wrong price, please ignore", "Fine", "No objection from my side, let us go on as planned."],
    lines: ["Are you there? I would like to go over the payment terms once more", "The report template is in your mailbox", "Thank you!", "Fish in the canteen today"],
    reason: "People in sales often write on the road", draft: "Two remarks on the acceptance criteria:", note: "By Friday: call Mr Wang back; book the train",
  },
};

const number = (i) => String(1001 + i);

function rosterOf(t) {
  const row = (name, i) => {
    const place = i === 0 ? 0 : 1 + ((i - 1) % 5);
    const post = i === 0 ? 0 : i < 6 ? 1 : [0, 2, 2, 3, 4, 5][place];
    const superior = i === 0 ? "" : i < 6 ? "1001" : number(place);
    return [number(i), name, t.places[place], t.posts[post], post < 2 ? "M2" : "P4", `138000${10000 + i}`,
      `${number(i)}@example.com`, superior, "2021-03-15", t.status];
  };
  return [t.head, ...t.names.map(row)];
}

/** A later export with everything that a rehearsal can show. */
function laterRoster(t, rows) {
  const like = (i, change) => rows[i + 1].map((cell, column) => change[column] ?? cell);
  return [...rows.slice(0, -3).with(8, like(7, { 2: t.places[4], 5: "13900000000" })), like(5, { 0: "1050", 1: t.names[12] }),
    like(5, { 0: "1051", 1: t.names[13] }), like(5, { 0: "1052", 1: "=2+5" }), like(5, { 0: "1053", 1: "<b>x</b>" }), like(3, {}),
    like(5, { 0: "1054", 1: "" }), like(6, { 0: "1055", 5: "12", 6: "no-address", 7: "9999", 8: "2021-02-30" })];
}

export const text = (words) => ({ type: "text", nodes: [{ type: "text", text: words }] });

/** Moves the company in and returns its people by number, its conversations and imports, and its words. */
export async function settle(server, language) {
  const t = tables[language];
  const rows = rosterOf(t);
  const admin = await setUp(server, t.places[0], language === "en" ? "Administrator" : "管理员");
  const applied = await importRoster(server, admin, csv(rows.slice(0, -4)));
  const people = await letIn(server, admin, applied, ["1001", "1002", "1003", "1004", "1005"]);
  // These came by an import of their own, so that the slips of the first do not end their passwords.
  Object.assign(people, await letIn(server, admin, await importRoster(server, admin, csv(rows))));
  people.admin = { token: admin };
  const as = (who, method, path, body) => api(server, people[who].token, method, path, body);
  const say = (who, where, words) =>
    as(who, "POST", `/conversations/${where}/messages`, { client_id: crypto.randomUUID(), content: typeof words === "string" ? text(words) : words });
  for (const who of Object.keys(people)) await as(who, "PATCH", "/settings", { language });

  const groups = [];
  for (const [i, name] of t.groups.entries()) {
    groups.push(await as(1003, "POST", "/conversations/groups", { name, member_ids: ["1002", "1004", "1005"].slice(0, i === 3 ? 1 : 3).map((n) => people[n].id) }));
  }
  const self = await as(1002, "POST", "/conversations/direct", { account_id: people[1002].id });
  await say(1002, self.id, t.note);
  const direct = {};
  for (const who of [1001, 1004, 1005]) {
    direct[who] = (await as(who, "POST", "/conversations/direct", { account_id: people[1002].id })).id;
    await say(who, direct[who], t.lines[who % 3]);
  }
  await as(1002, "PUT", `/conversations/${direct[1001]}/draft`, { text: t.draft });
  await say(1003, groups[3].id, t.lines[3]);
  await as(1002, "PUT", `/conversations/${groups[3].id}/preferences`, { muted: true });
  await say(1004, groups[2].id, { type: "text", nodes: [{ type: "mention", account_id: people[1002].id, name: t.names[1] }, { type: "text", text: ` ${t.lines[0]}` }] });
  const [first] = groups;
  const speakers = [1003, 1002, 1004, 1005, 1004, 1002, 1002];
  for (const [i, words] of t.talk.entries()) {
    const sent = await say(speakers[i], first.id, words);
    if (i === 4) await as(1004, "POST", `/conversations/${first.id}/messages/${sent.seq}/recall`);
    if (i === 0) await as(1003, "PATCH", `/conversations/${first.id}/messages/${sent.seq}`, { content: text(`${words} ✅`) });
  }
  await as(1002, "PUT", `/conversations/${first.id}/preferences`, { pinned: true });
  await as(1003, "PUT", `/conversations/${first.id}/read`, { seq: (await as(1003, "GET", `/conversations/${first.id}`)).last_seq });

  const safety = await publishRegulation(server, admin, language);
  await as("admin", "PUT", `/admin/regulations/${safety}/acknowledgement`, { required: true });
  const { items: [asked] } = await as(1003, "GET", "/acknowledgements");
  await as(1003, "POST", `/acknowledgements/${safety}/1`, { version_hash: asked.version_hash });

  const rehearsed = await importRoster(server, admin, csv(laterRoster(t, rows)), false);
  const regulations = await layDown(server, admin, language);
  const trial = await ruled(server, people, t);
  const approvals = await appliedFor(server, people, t);
  return { ...regulations, ...approvals, language, people, group: first.id, direct: direct[1005], safety, applied, rehearsed, trial, names: t.names, places: t.places };
}
