// A voice instead of words.
// covers: MSG-02
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { axe, openBrowser, phone, still } from "./lib/browser.mjs";
import { button, group, leave, log, openChat } from "./lib/chat.mjs";
import { api, moveIn, setUp, startServer, until } from "./lib/server.mjs";

let server, browser, people, ming, yuan;

before(async () => {
  [server, browser] = await Promise.all([startServer(), openBrowser({ microphone: true })]);
  people = await moveIn(server, await setUp(server));
  [ming, yuan] = [people[1002], people[1003]];
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

const voices = (person, id) => api(server, person.token, "GET", `/conversations/${id}/messages?limit=50`)
  .then((p) => p.items.filter((m) => m.kind === "voice"));

test("a voice is recorded, listened to, sent, and played where it was not heard yet", async () => {
  const { id } = await group(server, ming, "语音", [yuan]);
  const [a, b] = await Promise.all([openChat(browser, server, ming, id), openChat(browser, server, yuan, id)]);
  await button(a, "语音").click();
  await a.getByText(/0:0[2-9]/).first().waitFor();
  await still(a);
  assert.deepEqual(await axe(a), []);
  await button(a, "停止录音").click();
  await button(a, "试听").waitFor();
  await button(a, "发送").last().click();

  const play = log(b).getByRole("button", { name: /播放语音，时长/ });
  await play.waitFor();
  await log(b).getByRole("img", { name: "未播放" }).waitFor();
  await play.click();
  await log(b).getByRole("img", { name: "未播放" }).waitFor({ state: "detached" });
  await log(b).getByRole("button", { name: /播放速度 1 倍/ }).click();
  const [m] = await voices(yuan, id);
  assert.ok(m.content.duration_ms >= 1_000 && m.content.duration_ms < 20_000, `${m.content.duration_ms} ms`);
  assert.ok(m.content.wave.length > 8 && m.content.wave.some((level) => level > 0), "the wave says how loud it was");
  assert.equal(m.content.file.media, "voice");
  await leave(a, b);
});

test("on a phone one holds to talk, and slides up to give up", async () => {
  const { id } = await group(server, ming, "按住说话", [yuan]);
  const page = await openChat(browser, server, ming, id, { viewport: phone });
  await button(page, "语音").click();
  const hold = button(page, "按住 说话");
  await hold.waitFor();
  const place = await hold.boundingBox();
  const [x, y] = [place.x + place.width / 2, place.y + place.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.getByText(/0:0[2-9]/).first().waitFor();
  await page.mouse.move(x, y - 200, { steps: 8 });
  await page.getByText("松开手指，取消发送").first().waitFor();
  await page.mouse.up();
  await hold.waitFor();
  assert.equal((await voices(ming, id)).length, 0, "what was given up is not sent");
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.getByText(/0:0[2-9]/).first().waitFor();
  await page.mouse.up();
  await until(async () => (await voices(ming, id)).length === 1, "the voice to arrive");
  await leave(page);
});
