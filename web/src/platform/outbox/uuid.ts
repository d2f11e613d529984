let lastMs = 0;
let counter = 0;

/**
 * UUIDv7 whose order is the order of creation also inside one millisecond: twelve bits behind the
 * time are a counter. The queue sorts by it.
 */
export function uuidv7(now: number = Date.now(), bytes: Uint8Array = randomBytes()): string {
  if (now > lastMs) {
    lastMs = now;
    counter = ((bytes[6] as number) & 0x07) * 256 + (bytes[7] as number);
  } else if (++counter > 0xfff) {
    lastMs++;
    counter = 0;
  }
  const out = Uint8Array.from(bytes);
  let ms = lastMs;
  for (let i = 5; i >= 0; i--) {
    out[i] = ms % 256;
    ms = Math.floor(ms / 256);
  }
  out[6] = 0x70 | (counter >> 8);
  out[7] = counter & 0xff;
  out[8] = 0x80 | ((out[8] as number) & 0x3f);
  const hex = Array.from(out, (b) => b.toString(16).padStart(2, "0")).join("");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

function randomBytes(): Uint8Array {
  return crypto.getRandomValues(new Uint8Array(16));
}
