// Files that a test makes itself, and the way that they take to the server.
import { deflateSync } from "node:zlib";
import { api } from "./server.mjs";

const crcTable = Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c >>> 0;
});

function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type), data]);
  const out = Buffer.alloc(body.length + 8);
  out.writeUInt32BE(data.length, 0);
  body.copy(out, 4);
  let c = ~0;
  for (const byte of body) c = crcTable[(c ^ byte) & 255] ^ (c >>> 8);
  out.writeUInt32BE(~c >>> 0, out.length - 4);
  return out;
}

/** A picture in one colour with a brighter disc in it. */
export function png(width, height, [r, g, b]) {
  const raw = Buffer.alloc((width * 3 + 1) * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const bright = (x - width / 2) ** 2 + (y - height / 2) ** 2 < (Math.min(width, height) / 4) ** 2 ? 60 : 0;
      raw.set([Math.min(255, r + bright), Math.min(255, g + bright), Math.min(255, b + bright)], y * (width * 3 + 1) + 1 + x * 3);
    }
  }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]), chunk("IHDR", head), chunk("IDAT", deflateSync(raw)), chunk("IEND", Buffer.alloc(0))]);
}

/** A voice as a browser records it: webm with opus, without a length in its head. */
export async function recordVoice(page, ms) {
  const text = await page.evaluate(async (ms) => {
    const context = new AudioContext();
    const sink = context.createMediaStreamDestination();
    const tone = context.createOscillator();
    tone.connect(sink);
    tone.start();
    const recorder = new MediaRecorder(sink.stream, { mimeType: "audio/webm;codecs=opus" });
    const parts = [];
    recorder.ondataavailable = (e) => parts.push(e.data);
    const stopped = new Promise((done) => (recorder.onstop = done));
    recorder.start(200);
    await new Promise((done) => setTimeout(done, ms));
    recorder.stop();
    await stopped;
    const bytes = new Uint8Array(await new Blob(parts).arrayBuffer());
    return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
  }, ms);
  return Buffer.from(text, "base64");
}

/** Uploads bytes for a purpose and returns the id of the file. */
export async function upload(server, person, { name, type = "application/octet-stream", bytes, purpose = "message" }) {
  const meta = Object.entries({ filename: name, filetype: type, purpose }).map(([k, v]) => `${k} ${Buffer.from(v).toString("base64")}`);
  const headers = { authorization: `Bearer ${person.token}`, "tus-resumable": "1.0.0" };
  const made = await fetch(`${server.url}/api/v1/uploads`, {
    method: "POST",
    headers: { ...headers, "upload-length": String(bytes.length), "upload-metadata": meta.join(",") },
  });
  if (made.status !== 201) throw new Error(`upload of ${name}: ${made.status} ${await made.text()}`);
  const at = new URL(made.headers.get("location"), server.url);
  const sent = await fetch(at, {
    method: "PATCH",
    headers: { ...headers, "upload-offset": "0", "content-type": "application/offset+octet-stream" },
    body: bytes,
  });
  if (sent.status !== 204) throw new Error(`upload of ${name}: ${sent.status} ${await sent.text()}`);
  return at.pathname.split("/").at(-1);
}

/** Says anything that a message can carry. */
export const send = (server, from, id, content) =>
  api(server, from.token, "POST", `/conversations/${id}/messages`, { client_id: crypto.randomUUID(), content });

export const sendFiles = async (server, from, id, files, words = "") =>
  send(server, from, id, {
    type: "text",
    nodes: words === "" ? [] : [{ type: "text", text: words }],
    file_ids: await Promise.all(files.map((file) => upload(server, from, file))),
  });
