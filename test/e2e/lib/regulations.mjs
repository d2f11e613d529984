// Regulations of a company's own, with the faults that texts have which went through mail and
// converters: lost line breaks, half brackets, damaged characters, numbers that are missing.
import { api } from "./server.mjs";

export const faulty = {
  "zh-CN": `远山仪器值班管理规定

一、总则
1、为了保证值班质量，制定本规定。2、值班分为白班和夜班，每班8小时，夜班津贴为白班的1.5倍。
3、值班表由各部门在每月25日前报行政部。
二、值班要求
1．交接时当面清点，核对无误后双方签字\uFFFD
2．值班期间不得离岗(就餐除外，每次不超过20分钟。
4．电话响铃3声内接听，值班电话____。
三、考核
迟到一次扣0205分。
`,
  en: `# Farhill rules for the duty room

## General

1. These rules say who is on duty and what that means. 2. A duty lasts eight hours (meals not included.
3. The keys are kept at the desk.

## Duty

1. Whoever hands over signs in the book.
2. The number of the desk is ____.
4. Calls are answered within 3 rings.
`,
};

const clean = {
  "zh-CN": ["远山仪器考勤管理规定", "一、总则", "1. 为了规范考勤，制定本规定。", "2. 本规定适用于全体员工，实习生参照执行。", "二、作息", "1. 工作时间为9:00至18:00，午休1小时。", "2. 迟到30分钟以内的，当天补足工时。"],
  en: ["# Farhill rules for working hours", "## General", "1. These rules say when we work.", "2. They hold for everybody; interns are asked to follow them.", "## Hours", "1. We work from 9:00 to 18:00, with an hour for lunch.", "2. Whoever is late by up to 30 minutes makes it up on the same day."],
};

const imported = (server, token, lines) =>
  api(server, token, "POST", "/admin/regulation-imports?file_name=duty-2026.txt", Buffer.from(Array.isArray(lines) ? lines.join("\n") : lines));

/** A regulation in force with a draft of its next version, and an import whose doubts nobody has settled. */
export async function layDown(server, token, language) {
  const doubtful = await imported(server, token, faulty[language]);
  const words = clean[language];
  const apply = async (lines, body) => api(server, token, "POST", `/admin/regulation-imports/${(await imported(server, token, lines)).id}/apply`, { ...body, open_doubts: "leave" });
  const first = await apply(words, {});
  const one = first.regulation_id;
  await api(server, token, "POST", `/admin/regulations/${one}/versions/1/publish`, { revision: first.revision, reason: "e2e" });
  const changed = words.with(-1, words.at(-1).replace("30", "15")).toSpliced(3, 1);
  await apply([...changed, language === "en" ? "3. Overtime is agreed on beforehand." : "3. 加班应当事先申请。"], { regulation_id: one });
  return { regulation: one, regulationImport: doubtful.id };
}

const texts = {
  "zh-CN": ["安全生产制度", "一、总则", "1.进入车间应当佩戴安全帽。", "2.离开岗位应当断电。", "二、附则", "1.本制度自发布之日起施行。"],
  en: ["Safety at Work", "## Chapter 1 General", "1. Wear a helmet in the workshop.", "2. Switch the power off when you leave.", "## Chapter 2 Final", "1. These rules hold from the day of their publication."],
};

/** Brings a regulation in and into force, and returns its id. */
export async function publishRegulation(server, admin, language = "zh-CN") {
  const source = texts[language].join("\n");
  const { id } = await api(server, admin, "POST", "/admin/regulation-imports?file_name=r.txt", Buffer.from(source));
  const draft = await api(server, admin, "POST", `/admin/regulation-imports/${id}/apply`, {});
  await api(server, admin, "POST", `/admin/regulations/${draft.regulation_id}/versions/1/publish`, { revision: draft.revision, reason: "OK" });
  return draft.regulation_id;
}
