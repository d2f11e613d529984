import { expect, test } from "vitest";
import { base64urlOf, bytesOf, decoded, type Wish } from "./browser";

test("bytes come back as they went", () => {
  const all = Uint8Array.from({ length: 256 }, (_, i) => i);
  for (const n of [0, 1, 2, 3, 255, 256]) {
    const text = base64urlOf(all.slice(0, n).buffer);
    expect(text).toMatch(/^[A-Za-z0-9_-]*$/);
    expect([...bytesOf(text)]).toEqual([...all.slice(0, n)]);
  }
});

test("what the server wishes for is decoded for the browser", () => {
  const wish: Wish = {
    publicKey: {
      rp: { id: "oa.example.com", name: "同轨" },
      user: { id: "AQI", name: "林知夏", displayName: "林知夏" },
      challenge: "_-8",
      pubKeyCredParams: [{ type: "public-key", alg: -7 }],
      timeout: 300_000,
      excludeCredentials: [
        { type: "public-key", id: "Aw" },
        { type: "public-key", id: "BA", transports: ["usb"] },
      ],
      authenticatorSelection: { userVerification: "required" },
      attestation: "none",
    },
  };
  const out = decoded(wish);
  expect([...(out.challenge as Uint8Array)]).toEqual([255, 239]);
  expect([...(out.user.id as Uint8Array)]).toEqual([1, 2]);
  expect(out.excludeCredentials?.map((c) => [[...(c.id as Uint8Array)], c.transports])).toEqual([
    [[3], undefined],
    [[4], ["usb"]],
  ]);
  expect(out.authenticatorSelection).toEqual({ userVerification: "required" });
  const { excludeCredentials: _, ...first } = wish.publicKey;
  expect(decoded({ publicKey: first }).excludeCredentials).toEqual([]);
});
