// Files that a test makes itself, and the way that they take to the server: tus in one piece.
import { deflateSync } from "node:zlib";
import { api } from "./server.mjs";

const base64 = (text) => Buffer.from(text).toString("base64");

/** One request; a refusal throws its code. Who is asked to wait waits, as every client does. */
async function ask(place, request) {
  const r = await fetch(place, request);
  if (r.ok) return r;
  const problem = await r.json();
  if (r.status !== 429) throw new Error(problem.code);
  await new Promise((done) => setTimeout(done, problem.params.retry_after_s * 1000));
  return ask(place, request);
}

/** Uploads bytes and returns the file as the API shows it; a refusal throws its code. */
export async function upload(server, person, name, type, bytes, purpose = "message") {
  const headers = { authorization: `Bearer ${person.token}`, "tus-resumable": "1.0.0" };
  const made = await ask(`${server.url}/api/v1/uploads`, { method: "POST", headers: { ...headers,
    "upload-length": String(bytes.length), "upload-metadata": `filename ${base64(name)},filetype ${base64(type)},purpose ${base64(purpose)}` } });
  const place = new URL(made.headers.get("location"), server.url);
  await ask(place, { method: "PATCH", headers: { ...headers, "upload-offset": "0", "content-type": "application/offset+octet-stream" }, body: bytes });
  return (await ask(`${place}/file`, { headers })).json();
}

/** Says anything that a message can carry. */
export const send = (server, from, id, content) =>
  api(server, from.token, "POST", `/conversations/${id}/messages`, { client_id: crypto.randomUUID(), content });

/** Sends files, in their order, with a few words. */
export async function sendFiles(server, from, id, files, words = "") {
  const sent = await Promise.all(files.map(({ name, type = "application/octet-stream", bytes }) => upload(server, from, name, type, bytes)));
  const nodes = words === "" ? [] : [{ type: "text", text: words }];
  return send(server, from, id, { type: "text", nodes, file_ids: sent.map((file) => file.id) });
}

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

/** A PDF whose Chinese font is not in it, as many offices write them: its reader needs the maps. */
export function pdf(lines) {
  const objects = ["<< /Type /Catalog /Pages 2 0 R >>", ""];
  const add = (text) => objects.push(text);
  const utf16 = (text) => [...text].map((c) => c.codePointAt(0).toString(16).padStart(4, "0")).join("");
  const descriptor = add("<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [0 -200 1000 900] /ItalicAngle 0 /Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 >>");
  const cid = add(`<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /FontDescriptor ${descriptor} 0 R >>`);
  const font = add(`<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [${cid} 0 R] >>`);
  const pages = lines.map((line) => {
    const drawing = `BT /F1 22 Tf 60 700 Td <${utf16(line)}> Tj ET`;
    const content = add(`<< /Length ${drawing.length} >>\nstream\n${drawing}\nendstream`);
    return add(`<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents ${content} 0 R /Resources << /Font << /F1 ${font} 0 R >> >> >>`);
  });
  objects[1] = `<< /Type /Pages /Kids [${pages.map((n) => `${n} 0 R`).join(" ")}] /Count ${pages.length} >>`;
  let out = "%PDF-1.5\n";
  const places = objects.map((text, n) => {
    const at = out.length;
    out += `${n + 1} 0 obj\n${text}\nendobj\n`;
    return `${String(at).padStart(10, "0")} 00000 n \n`;
  });
  const table = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${places.join("")}`;
  return Buffer.from(`${out}${table}trailer << /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${out.length}\n%%EOF`, "latin1");
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
