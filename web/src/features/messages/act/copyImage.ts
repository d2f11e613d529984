/** Whether this browser can put an image where it can be pasted from: only on a secure origin. */
export function copiesImages(): boolean {
  return typeof ClipboardItem !== "undefined" && typeof navigator.clipboard?.write === "function";
}

/** Copies an image. Browsers take PNG only, so that others are drawn anew. */
export async function copyImage(load: () => Promise<Blob>): Promise<void> {
  // The promise goes in as it is: some browsers allow it only right after the click.
  await navigator.clipboard.write([new ClipboardItem({ "image/png": load().then(asPng) })]);
}

async function asPng(blob: Blob): Promise<Blob> {
  if (blob.type === "image/png") return blob;
  const image = await createImageBitmap(blob);
  const canvas = document.createElement("canvas");
  canvas.width = image.width;
  canvas.height = image.height;
  canvas.getContext("2d")?.drawImage(image, 0, 0);
  image.close();
  return new Promise((done, failed) =>
    canvas.toBlob((png) => (png === null ? failed(new Error("no png")) : done(png))),
  );
}
