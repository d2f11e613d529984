// Files to send, made here so that none lies in the repository.
import { crc32, deflateSync } from "node:zlib";

const chunk = (type, data) => {
  const head = Buffer.alloc(4);
  head.writeUInt32BE(data.length);
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const tail = Buffer.alloc(4);
  tail.writeUInt32BE(crc32(body));
  return Buffer.concat([head, body, tail]);
};

/** A picture of one colour with a darker frame. */
export function png(width, height, [r, g, b] = [64, 128, 220]) {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const rows = [];
  for (let y = 0; y < height; y++) {
    const line = Buffer.alloc(1 + width * 3);
    for (let x = 0; x < width; x++) {
      const edge = x < 12 || y < 12 || x >= width - 12 || y >= height - 12 ? 0.6 : 1;
      line.set([r * edge, g * edge, b * edge], 1 + x * 3);
    }
    rows.push(line);
  }
  return Buffer.concat([Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]), chunk("IHDR", header), chunk("IDAT", deflateSync(Buffer.concat(rows))), chunk("IEND", Buffer.alloc(0))]);
}

/** Bytes that no compression shortens and every run repeats. */
export function noise(length) {
  const out = Buffer.alloc(length);
  let a = 0x9e3779b9;
  for (let i = 0; i + 4 <= length; i += 4) {
    a = (Math.imul(a ^ (a >>> 15), 0x2c1b3c6d) + 0x6d2b79f5) | 0;
    out.writeInt32LE(a, i);
  }
  return out;
}
