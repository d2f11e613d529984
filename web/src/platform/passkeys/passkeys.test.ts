import { expect, test } from "vitest";
import { base64urlOf, bytesOf } from ".";

test("bytes go through the web's own base64 and come back, whatever they are", () => {
  for (let length = 0; length < 70; length++) {
    const bytes = Uint8Array.from({ length }, (_, i) => (i * 251 + length * 7) % 256);
    const text = base64urlOf(bytes.buffer);
    expect(text).toMatch(/^[A-Za-z0-9_-]*$/);
    expect([...bytesOf(text)]).toEqual([...bytes]);
  }
  expect(base64urlOf(Uint8Array.of(0xfb, 0xff).buffer)).toBe("-_8");
});
