import { expect, test } from "vitest";
import { decoded, type Wish } from "./browser";

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
