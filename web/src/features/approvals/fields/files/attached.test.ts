import { expect, test } from "vitest";
import { attachedOf, refOf } from "./attached";

const file = { file_id: "f1", name: "现场.JPG", size: 3, sha256: "ab" };

test("what is no list of files has none", () => {
  expect(attachedOf([file])).toEqual([file]);
  expect(attachedOf(["f1"])).toEqual([]);
  expect(attachedOf(null)).toEqual([]);
});

test("a file is known for a picture by its name", () => {
  expect(refOf(file)).toMatchObject({ id: "f1", media: "image", mime: "image/jpeg", preview: true });
  expect(refOf({ ...file, name: "合同.pdf" })).toMatchObject({
    media: "other",
    mime: "application/pdf",
    preview: false,
  });
});
