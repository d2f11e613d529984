// Carries out, one after the other, what the test asks for on its standard input, and says on its
// standard output how each ended.
import { createRequire } from "node:module";
import { createInterface } from "node:readline";

const { Upload } = createRequire(process.argv[2])("tus-js-client");
const [endpoint, token] = process.argv.slice(3);

function carryOut({ size, chunk, name, purpose, abortAt, terminate, url }) {
  const bytes = Buffer.alloc(size, "tonggui ");
  let retries = 0;
  return new Promise((resolve) => {
    const done = (what) =>
      resolve({ ...what, url: upload.url, retries, status: what.error?.originalResponse?.getStatus(), body: what.error?.originalResponse?.getBody(), error: undefined });
    const upload = new Upload(bytes, {
      endpoint,
      uploadUrl: url ?? null,
      uploadSize: size,
      chunkSize: chunk || Number.POSITIVE_INFINITY,
      retryDelays: [0, 0, 0, 0],
      headers: { Authorization: `Bearer ${token}` },
      metadata: { filename: name, filetype: "text/plain", purpose },
      onShouldRetry: (error, _attempt) => {
        retries++;
        const status = error.originalResponse?.getStatus() ?? 0;
        return status < 400 || status >= 500 || status === 409;
      },
      onError: (error) => done({ ended: "error", error }),
      onSuccess: () => done({ ended: "success" }),
      onChunkComplete: (_size, accepted) => {
        if (abortAt && accepted >= abortAt) {
          upload.abort(terminate).then(
            () => done({ ended: "aborted" }),
            (error) => done({ ended: "error", error }),
          );
        }
      },
    });
    upload.start();
  });
}

for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(`${JSON.stringify(await carryOut(JSON.parse(line)))}\n`);
}
