// Speaking: recorded at a desk and on a phone, and what is said where there is nothing to record with.
// covers: MSG-02
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { axe, openBrowser, overflows, phone, still } from "./lib/browser.mjs";
import { button, group, leave, log, openChat } from "./lib/chat.mjs";
import { api, startCompany, until } from "./lib/server.mjs";

let server, browser, people, ming, yuan;

before(async () => {
  [{ server, people }, browser] = await Promise.all([startCompany(), openBrowser()]);
  [ming, yuan] = [people[1002], people[1003]];
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

const voices = async (id) =>
  (await api(server, yuan.token, "GET", `/conversations/${id}/messages?limit=50`)).items.filter((m) => m.kind === "voice");
const arrived = (id) => until(async () => (await voices(id))[0], "the voice");
/** The recording has gone on for so long. */
const spoken = (page, seconds) => page.getByText(new RegExp(`^0:0[${seconds}-9]$`)).first().waitFor();

function check(voice) {
  const { content } = voice;
  assert.ok(content.duration_ms >= 1000 && content.duration_ms < 20_000, `${content.duration_ms} ms`);
  assert.ok(content.wave.length > 8 && content.wave.length <= 64);
  assert.equal(Math.max(...content.wave), 31, "the beeps of the false microphone are in the wave");
  assert.equal(content.file.media, "voice");
}

test("at a desk one speaks, listens and sends", async () => {
  const { id } = await group(server, ming, "桌面语音", [yuan]);
  const [a, b] = await Promise.all([openChat(browser, server, ming, id), openChat(browser, server, yuan, id)]);
  await button(a, "语音").click();
  await spoken(a, 2);
  await still(a);
  assert.deepEqual(await axe(a), []);
  await button(a, "停止录音").click();
  await button(a, "试听").click();
  await button(a, "暂停").waitFor();
  assert.deepEqual(await axe(a), []);
  await a.getByRole("group", { name: "语音" }).getByRole("button", { name: "发送" }).click();
  check(await arrived(id));
  await log(b).getByRole("button", { name: /播放语音/ }).waitFor();
  await leave(a, b);
});

test("on a phone one holds, slides up to give up, and lets go to send", async () => {
  const { id } = await group(server, ming, "手机语音", [yuan]);
  const page = await openChat(browser, server, ming, id, { viewport: phone });
  await button(page, "语音").tap();
  const hold = button(page, "按住 说话");
  const spot = await hold.boundingBox();
  const cdp = await page.context().newCDPSession(page);
  const touch = (type, up = 0) => cdp.send("Input.dispatchTouchEvent", {
    type, touchPoints: type === "touchEnd" ? [] : [{ x: spot.x + spot.width / 2, y: spot.y + spot.height / 2 - up }] });

  await touch("touchStart");
  await touch("touchEnd");
  await page.getByText("说话时间太短").waitFor();

  await touch("touchStart");
  await spoken(page, 1);
  await touch("touchMove", 150);
  await page.getByText("松开手指，取消发送").first().waitFor();
  await touch("touchEnd");
  await hold.waitFor();

  await touch("touchStart");
  await page.getByText("松开发送，上滑取消").waitFor();
  await spoken(page, 2);
  await still(page);
  assert.deepEqual(await axe(page), []);
  assert.equal(await overflows(page), false);
  await touch("touchEnd");
  check(await arrived(id));
  assert.equal((await voices(id)).length, 1, "neither the short nor the cancelled one");
  await leave(page);
});

for (const [name, words] of [["NotAllowedError", /浏览器不允许使用麦克风/], ["NotFoundError", /没有找到麦克风/], ["NotReadableError", /麦克风正被其他程序占用/]]) {
  test(`without a microphone it says what to do: ${name}`, async () => {
    const { id } = await group(server, ming, name, [yuan]);
    for (const viewport of [undefined, phone]) {
      const page = await openChat(browser, server, ming, id, viewport ? { viewport } : {});
      await page.evaluate((name) => {
        navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException("", name));
      }, name);
      await button(page, "语音").click();
      await page.getByRole("alert").getByText(words).waitFor();
      await still(page);
      assert.deepEqual(await axe(page), []);
      await button(page, "关闭").click();
      await page.getByRole("textbox", { name: /发送给/ }).waitFor();
      await leave(page);
    }
    assert.equal((await voices(id)).length, 0);
  });
}
