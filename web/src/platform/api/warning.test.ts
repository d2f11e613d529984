import { expect, test } from "vitest";
import { onWarning, tellWarnings, type Warning } from "./warning";

const one = {
  code: "message.recall_expired",
  rule: { id: "messaging.recall_window", clause: { document: "D", version: "1", number: "2", text: "" } },
};

test("every warning of an answer is told, and a header that makes no sense is none", () => {
  const told: Warning[] = [];
  onWarning((warning) => told.push(warning));
  tellWarnings(JSON.stringify([one, { code: "x" }, null, { ...one, code: "y" }]));
  for (const header of [null, undefined, "", "{", "{}", "[1]"]) tellWarnings(header);
  expect(told.map((w) => w.code)).toEqual(["message.recall_expired", "y"]);
});
